# Open studies that accept inclusion body myositis or do not rule it out, nearest to Boston first.
curl --silent --fail --get "{{ here }}/api/v1/trials/" \
  --data-urlencode "condition=inclusion-body-myositis" \
  --data-urlencode "place=Boston, Massachusetts, United States" \
  --data-urlencode "sort=distance" \
  --data-urlencode "fields=nct_id,brief_title,overall_status,nearest_site,central_contacts"
