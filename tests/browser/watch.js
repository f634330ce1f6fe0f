// Runs before a page's own scripts: what it does to the reader's eye and to its policy.
window.watched = { shifts: [], violations: [] };

new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (!entry.hadRecentInput) {
      const moved = entry.sources.map(({ node, previousRect: from, currentRect: to }) => {
        const name = node?.outerHTML?.slice(0, 60) ?? node?.textContent.trim().slice(0, 60);
        return `${name} ${[from.x, from.y, from.width, from.height]} to ${[to.x, to.y, to.width, to.height]}`;
      });
      window.watched.shifts.push(`${entry.value.toFixed(4)} ${moved.join(", ")}`);
    }
  }
}).observe({ type: "layout-shift", buffered: true });

document.addEventListener("securitypolicyviolation", (event) => {
  window.watched.violations.push(`${event.violatedDirective}: ${event.blockedURI} ${event.sample}`);
});
