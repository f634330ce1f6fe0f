// Starts the parts of Wagtail's forms that it would start by inline scripts, which the desk's
// Content-Security-Policy does not run (see desk/csp_widgets.py).
(() => {
  const known = /^(InlinePanel|MultipleChooserPanel|\w*Chooser)$/;

  class Start extends window.StimulusModule.Controller {
    static values = { name: String, arguments: Array };

    connect() {
      const part = known.test(this.nameValue) && window[this.nameValue];
      // Only once, even if the element is moved within the page.
      if (!part || this.element.dataset.started) return;
      this.element.dataset.started = "true";
      if (/^(init|create)/.test(this.nameValue)) part(...this.argumentsValue);
      else new part(...this.argumentsValue);
    }
  }

  window.wagtail.app.register("desk-start", Start);

  // When one leaves a field, Wagtail's calendar turns "7pm" into 07:00, and what it cannot read into
  // now. What was typed stays, and the server reads it or refuses it.
  window.jQuery.fn.datetimepicker.defaults.validateOnBlur = false;
})();
