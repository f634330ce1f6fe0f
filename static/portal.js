/* Comforts that a page also works without: large print, studies saved on this device, and the times
   of meetings by its clock.

   Nothing leaves the device. What is kept: {text: "large"} and {saved: {NCT number: title}}. */

"use strict";

const kept = {
  read(name, otherwise) {
    try {
      return JSON.parse(localStorage.getItem(name)) ?? otherwise;
    } catch {
      // A device that stores nothing, or a value that is not ours.
      return otherwise;
    }
  },
  write(name, value) {
    try {
      localStorage.setItem(name, JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  },
  forget() {
    for (const name of ["text", "saved"]) {
      localStorage.removeItem(name);
    }
  },
};

function applyText() {
  const isLarge = kept.read("text", "") === "large";
  document.documentElement.toggleAttribute("data-text", isLarge);
  if (isLarge) {
    document.documentElement.dataset.text = "large";
  }
  return isLarge;
}

applyText();

document.addEventListener("DOMContentLoaded", () => {
  // Their space is reserved without it, so that nothing jumps.
  document.documentElement.classList.add("scripted");
  for (const part of document.querySelectorAll("[data-needs-script]")) {
    part.hidden = false;
  }
  setUpText(document.querySelector("[data-large-print]"));
  for (const button of document.querySelectorAll("[data-save]")) {
    setUpSave(button);
  }
  setUpSaved(document.querySelector("[data-saved]"));
  for (const button of document.querySelectorAll("[data-print]")) {
    button.addEventListener("click", () => {
      if (button.dataset.print) {
        // Hard facts stay folded until somebody opens them.
        for (const section of document.querySelectorAll("[data-section]")) {
          section.open = true;
        }
      }
      window.print();
    });
  }
  setUpShare(document.querySelector("[data-share]"));
  setUpOwnTimes();
  unfoldAsked();
});

addEventListener("hashchange", unfoldAsked);

// Not every browser unfolds the target of a link.
function unfoldAsked() {
  const asked = document.getElementById(location.hash.slice(1));
  const folded = asked?.closest("details:not([open])");
  if (folded) {
    folded.open = true;
    asked.scrollIntoView();
  }
}

function setUpText(button) {
  if (!button) {
    return;
  }
  const show = () => button.setAttribute("aria-pressed", String(applyText()));
  button.addEventListener("click", () => {
    kept.write("text", kept.read("text", "") === "large" ? "" : "large");
    show();
  });
  show();
}

function setUpSave(button) {
  const number = button.dataset.save;
  const keep = button.textContent;
  const show = () => {
    const isSaved = number in kept.read("saved", {});
    button.textContent = isSaved ? button.dataset.forget : keep;
  };
  button.addEventListener("click", () => {
    const saved = kept.read("saved", {});
    if (number in saved) {
      delete saved[number];
    } else {
      saved[number] = button.closest("article").querySelector("h1, h3").textContent.trim();
    }
    const told = document.querySelector("[data-save-told]");
    if (!kept.write("saved", saved) && told) {
      told.textContent = told.dataset.failed;
    }
    show();
  });
  show();
}

function setUpSaved(page) {
  if (!page) {
    return;
  }
  const show = () => {
    const saved = Object.entries(kept.read("saved", {}));
    const list = page.querySelector("ul");
    list.replaceChildren(
      ...saved.map(([number, title]) => {
        const link = document.createElement("a");
        link.href = `${page.dataset.trials}${encodeURIComponent(number)}/`;
        link.textContent = `${title} (${number})`;
        const box = document.createElement("input");
        Object.assign(box, { type: "checkbox", name: "id", value: number, checked: saved.length < 5 });
        const label = document.createElement("label");
        label.append(box, page.dataset.compare);
        const item = document.createElement("li");
        item.append(link, " ", label);
        return item;
      }),
    );
    page.querySelector("[data-none]").hidden = saved.length > 0;
    page.querySelector("[data-some]").hidden = saved.length === 0;
    const numbers = saved.map(([number]) => number).join(" ");
    for (const link of page.querySelectorAll("[data-together]")) {
      link.search = `?q=${encodeURIComponent(numbers)}`;
    }
  };
  page.querySelector("[data-forget-all]").addEventListener("click", () => {
    kept.forget();
    applyText();
    show();
  });
  show();
}

// The device's own ways to send something take the place of the link that begins an e-mail.
function setUpShare(button) {
  if (!button || !navigator.share) {
    return;
  }
  // Leave out the reader's town, which may be in the address of this page.
  const url = new URL(button.dataset.share, location.href).href;
  // A reader who closes the sheet again has sent nothing, and nothing is wrong.
  button.addEventListener("click", () =>
    navigator.share({ title: button.dataset.title, url }).catch(() => {}),
  );
  button.hidden = false;
  document.querySelector("[data-mail]").hidden = true;
}

// The times of meetings by this device's clock, beside those that the page states.
function setUpOwnTimes() {
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const told = document.querySelector("[data-own-zone]");
  if (told && zone) {
    told.textContent = told.dataset.ownZone.replace("ZONE", zone.replaceAll("_", " "));
  }
  const words = new Intl.DateTimeFormat(document.documentElement.lang, {
    weekday: "long",
    day: "numeric",
    month: "long",
    hour: "numeric",
    minute: "2-digit",
  });
  for (const place of document.querySelectorAll("[data-own-time]")) {
    const start = new Date(place.dataset.ownTime);
    const isSame = -start.getTimezoneOffset() === Number(place.dataset.offset);
    place.textContent = isSame
      ? place.dataset.same
      : place.dataset.words.replace("TIME", words.format(start));
  }
}
