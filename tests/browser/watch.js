// Runs before a page's own scripts: what it does to the reader's eye and to its policy.
window.watched = { shifts: [], violations: [] };

new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (!entry.hadRecentInput) {
      const moved = entry.sources.map((source) => source.node?.nodeName);
      window.watched.shifts.push(`${entry.value.toFixed(4)} ${moved.join(", ")}`);
    }
  }
}).observe({ type: "layout-shift", buffered: true });

document.addEventListener("securitypolicyviolation", (event) => {
  window.watched.violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
});
