# pip install pyarrow
import io
from collections import Counter
from urllib.request import urlopen

from pyarrow import parquet

with urlopen("{{ here }}/data/files/latest/trials.parquet") as answer:
    table = parquet.read_table(io.BytesIO(answer.read()))
# With pandas, table.to_pandas() makes a data frame.

# A chart, in text: when studies began that accept inclusion body myositis by name.
years = Counter()
columns = ["relevance", "subtypes", "start_date"]
for study in table.select(columns).to_pylist():
    states = {read["subtype"]: read["state"] for read in study["subtypes"]}
    accepts = states["inclusion-body-myositis"] == "included"
    if accepts and study["relevance"] == "myositis" and study["start_date"]:
        years[study["start_date"].year] += 1
for year in sorted(years):
    print(year, "#" * years[year], years[year])
