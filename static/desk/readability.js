// Shows what conditions/readability/panel.py counts in the form, a second after the last change to it.
(() => {
  const PAUSE = 1000;

  class Measure extends window.StimulusModule.Controller {
    static targets = ["summary", "results"];
    static values = { url: String, failed: String };

    disconnect() {
      clearTimeout(this.timer);
      this.asking?.abort();
    }

    later(event) {
      if (!this.form?.contains(event.target)) return;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.now(), PAUSE);
    }

    async now() {
      clearTimeout(this.timer);
      this.asking?.abort();
      const asking = (this.asking = new AbortController());
      let answer;
      try {
        const response = await fetch(this.urlValue, {
          method: "POST",
          body: this.sent(),
          headers: { "X-Requested-With": "XMLHttpRequest" },
          // A redirect to the login page: nothing was measured.
          redirect: "error",
          signal: asking.signal,
        });
        answer = await response.json();
      } catch {
        answer = { summary: this.failedValue };
      }
      if (asking.signal.aborted) return;
      this.tell(answer);
    }

    tell({ summary, count, results }) {
      // Changed only if it is different, because a screen reader reads it out.
      if (this.summaryTarget.textContent !== summary) this.summaryTarget.textContent = summary;
      // If it could not be measured, the last measures and their number stay.
      if (results === undefined) return;
      const open = [...this.resultsTarget.querySelectorAll("details")].map((part) => part.open);
      this.resultsTarget.innerHTML = results;
      this.resultsTarget.querySelectorAll("details").forEach((part, i) => (part.open = open[i]));
      const counter = document.querySelector(
        '[data-side-panel-toggle="measure"] [data-side-panel-toggle-counter]',
      );
      if (!counter) return;
      counter.textContent = count;
      counter.hidden = !count;
    }

    show({ params: { text } }) {
      const fields = [...(this.form?.querySelectorAll("textarea") ?? [])];
      const field = fields.find(({ value }) => value === text.replace(/\r\n?/g, "\n"));
      if (!field) return;
      // Open the closed panels and the tabs that hold what was found.
      for (let part = field; part; part = part.parentElement) {
        if (!part.hidden) continue;
        const tab = part.matches("[role=tabpanel]") && part.getAttribute("aria-labelledby");
        if (tab) document.getElementById(tab)?.click();
        else part.dispatchEvent(new Event("beforematch", { bubbles: true }));
      }
      // On a phone the panel covers the form.
      if (window.matchMedia("(max-width: 800px)").matches) {
        document.querySelector("[data-form-side-close-button]")?.click();
      }
      this.reach(field);
    }

    // A tab takes a moment to come to the front.
    reach(field, tries = 20) {
      if (!field.offsetParent && tries) {
        setTimeout(() => this.reach(field, tries - 1), 50);
        return;
      }
      field.scrollIntoView({ block: "center" });
      field.focus();
    }

    get form() {
      return document.querySelector("[data-edit-form]");
    }

    // The words and choices of the form; files are left out.
    sent() {
      const data = new URLSearchParams();
      for (const [name, value] of new FormData(this.form)) {
        if (typeof value === "string") data.append(name, value);
      }
      return data;
    }
  }

  window.wagtail.app.register("desk-measure", Measure);
})();
