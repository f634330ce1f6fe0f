{% load i18n %}// Myositis Portal: writes a frame into each <div data-myositis="studies">. It reads nothing of the page
// but these elements, sets no cookie, and speaks to no other host than its own.
(function () {
  "use strict";
  var here = new URL(document.currentScript.src).origin;
  var paths = {
    search: "{% url "embed-search" %}",
    studies: "{% url "embed-studies" %}",
    study: "{% url "embed-studies" %}",
  };
  var titles = {
    search: "{% translate "Find a myositis study" as text %}{{ text|escapejs }}",
    studies: "{% translate "Studies of myositis" as text %}{{ text|escapejs }}",
    study: "{% translate "A myositis study" as text %}{{ text|escapejs }}",
  };
  var taken = ["condition", "country", "status", "near", "n", "theme", "accent", "text", "q"];
  document.querySelectorAll("[data-myositis]").forEach(function (place) {
    var kind = Object.hasOwn(paths, place.dataset.myositis) ? place.dataset.myositis : "studies";
    var address = new URL(here + paths[kind]);
    if (kind === "study" && /^nct\d{8}$/i.test(place.dataset.number || "")) {
      address.pathname = "{% url "embed-study" "NCT00000000" %}".replace("NCT00000000", place.dataset.number.toUpperCase());
    }
    taken.forEach(function (name) {
      if (place.dataset[name]) address.searchParams.set(name, place.dataset[name]);
    });
    var frame = document.createElement("iframe");
    frame.src = address.href;
    frame.title = titles[kind];
    frame.loading = "lazy";
    frame.referrerPolicy = "no-referrer";
    frame.setAttribute("sandbox", "allow-forms allow-popups allow-popups-to-escape-sandbox allow-same-origin");
    frame.width = "100%";
    frame.height = /^\d{2,4}$/.test(place.dataset.height || "") ? place.dataset.height : "600";
    place.replaceChildren(frame);
  });
})();
