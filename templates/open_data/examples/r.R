# install.packages("jsonlite")
library(jsonlite)

address <- paste0(
  "{{ here }}/api/v1/trials/?condition=inclusion-body-myositis",
  "&status=all&page_size=100&fields=nct_id,overall_status"
)
studies <- data.frame()
while (!is.null(address)) {
  page <- fromJSON(address)
  studies <- rbind(studies, page$results)
  address <- page$`next`
}
barplot(sort(table(studies$overall_status)), horiz = TRUE, las = 1)
