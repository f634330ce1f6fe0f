// Keeps the bar of a running update moving. Without it the page says the same, and has a link.
const bar = document.getElementById("progress");

async function look() {
  const answer = await fetch(bar.dataset.source);
  const { running } = await answer.json();
  if (!running) {
    location.reload();
    return;
  }
  if (running.expected) {
    bar.max = running.expected;
    bar.value = running.fetched;
  }
  setTimeout(look, 2000);
}

setTimeout(look, 2000);
