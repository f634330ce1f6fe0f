# install.packages("jsonlite")
library(jsonlite)

# All studies, open or not, that accept the type by name. For those that do not rule it out
# as well, leave out fit=takes.
address <- paste0(
  "{{ here }}/api/v1/trials/?condition=inclusion-body-myositis",
  "&fit=takes&status=all&page_size=100&fields=nct_id,overall_status"
)
studies <- data.frame()
while (!is.null(address)) {
  page <- fromJSON(address)
  studies <- rbind(studies, page$results)
  address <- page$`next`
}
barplot(sort(table(studies$overall_status)), horiz = TRUE, las = 1)
