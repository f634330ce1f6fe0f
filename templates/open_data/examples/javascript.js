// Open studies that accept the type or do not rule it out, nearest first.
const asked = new URLSearchParams({
  condition: "inclusion-body-myositis",
  place: "Boston, Massachusetts, United States",
  sort: "distance",
  fields: "nct_id,brief_title,nearest_site",
});
const show = async () => {
  let address = `{{ here }}/api/v1/trials/?${asked}`;
  while (address) {
    const page = await (await fetch(address)).json();
    for (const study of page.results) {
      console.log(study.nct_id, study.brief_title, study.nearest_site.sentence);
    }
    address = page.next;
  }
};
show();
