# install.packages("arrow")
library(arrow)

file <- tempfile(fileext = ".parquet")
download.file("{{ here }}/data/files/latest/trials.parquet", file, mode = "wb")
studies <- read_parquet(file)

# When studies of myositis began.
about_myositis <- studies[studies$relevance == "myositis", ]
barplot(table(format(about_myositis$start_date, "%Y")), las = 2)
