// Measures a page as it is laid out. Gives lists of complaints, empty where all is well.
(() => {
  const TARGET = 44;
  const TEXT = 18;
  const CONTRAST = 7;
  // WCAG's AA: for text, and for text of 24 pixels, or of 18.66 in bold.
  const [CONTRAST_ELSEWHERE, CONTRAST_OF_LARGE] = [4.5, 3];
  const BODY_TEXT = "p, li, dd, dt, label, td, th, blockquote, figcaption, legend";
  const CONTROLS =
    "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [tabindex='0']";

  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const words = (text) => (text ?? "").replace(/\s+/g, " ").trim();
  const rounded = (number) => Math.round(number * 100) / 100;

  function named(element) {
    const id = element.id ? `#${element.id}` : "";
    const kind = [...element.classList].map((name) => `.${name}`).join("");
    const inside = element.closest("header, main, footer")?.localName ?? "body";
    return `${inside} ${element.localName}${id}${kind} “${words(element.innerText || element.value).slice(0, 50)}”`;
  }

  function isVisible(element) {
    const box = element.getBoundingClientRect();
    return (
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
      box.width > 1 &&
      box.height > 1 &&
      box.right > 0 &&
      box.bottom + scrollY > 0
    );
  }

  function ownText(element) {
    const texts = [...element.childNodes].filter((node) => node.nodeType === Node.TEXT_NODE);
    return words(texts.map((node) => node.data).join(" "));
  }

  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const brush = canvas.getContext("2d", { willReadFrequently: true });

  function rgba(colour) {
    brush.clearRect(0, 0, 1, 1);
    brush.fillStyle = colour;
    brush.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = brush.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, alpha / 255];
  }

  const over = ([r, g, b, a], below) =>
    [r, g, b].map((part, index) => part * a + below[index] * (1 - a));

  // The canvas of a page: what shows where nothing has a colour.
  const blank = () => rgba(matchMedia("(prefers-color-scheme: dark)").matches ? "#121212" : "#fff");

  function background(element) {
    const layers = [];
    for (let one = element; one; one = one.parentElement) {
      const style = getComputedStyle(one);
      if (style.backgroundImage.includes("gradient")) {
        return null;
      }
      const layer = rgba(style.backgroundColor);
      layers.push(layer);
      if (layer[3] === 1) {
        break;
      }
    }
    return layers.reverse().reduce((below, layer) => over(layer, below), blank().slice(0, 3));
  }

  function luminance(colour) {
    const [red, green, blue] = colour.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }

  function contrast(element) {
    const below = background(element);
    if (!below) {
      return 0;
    }
    const ink = over(rgba(getComputedStyle(element).color), below);
    const [dark, light] = [luminance(ink), luminance(below)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  }

  function withText() {
    return all("body *").filter(
      (element) => !element.closest("datalist, option") && ownText(element) && isVisible(element),
    );
  }

  function smallText() {
    return withText()
      .map((element) => [element, parseFloat(getComputedStyle(element).fontSize)])
      .filter(([, size]) => size < TEXT - 0.01)
      .map(([element, size]) => `${rounded(size)}px ${named(element)}`);
  }

  function wantedContrast(element) {
    if (element.closest(BODY_TEXT) && !element.closest("button")) {
      return CONTRAST;
    }
    const { fontSize, fontWeight } = getComputedStyle(element);
    const isLarge = parseFloat(fontSize) >= (fontWeight >= 700 ? 18.66 : 24);
    return isLarge ? CONTRAST_OF_LARGE : CONTRAST_ELSEWHERE;
  }

  function faintText() {
    return withText()
      .filter((element) => !element.closest(":disabled"))
      .map((element) => [element, contrast(element)])
      .filter(([element, ratio]) => ratio < wantedContrast(element))
      .map(([element, ratio]) => `${rounded(ratio)}:1 ${named(element)}`);
  }

  // WCAG's exception: a link whose size the line of its sentence decides.
  function isInSentence(element) {
    if (element.localName !== "a" || getComputedStyle(element).display !== "inline") {
      return false;
    }
    let block = element.parentElement;
    while (getComputedStyle(block).display.startsWith("inline")) {
      block = block.parentElement;
    }
    const rest = block.cloneNode(true);
    all("a, ul, ol, dl, p, h1, h2, h3, h4", rest).forEach((part) => part.remove());
    return words(rest.textContent).split(" ").filter((word) => /\p{L}{2}/u.test(word)).length >= 3;
  }

  function target(element) {
    const boxes = [element, ...(element.matches("input") ? element.labels : [])]
      .filter(isVisible)
      .map((part) => part.getBoundingClientRect());
    const isBox = element.matches("[type=checkbox], [type=radio]");
    const [first, ...labels] = boxes;
    return isBox && labels.length ? labels[0] : first;
  }

  function controls() {
    return all(CONTROLS).filter(
      (element) => !element.closest("[inert]") && !element.disabled && target(element),
    );
  }

  function smallTargets() {
    return controls()
      .filter((element) => !isInSentence(element))
      .map((element) => [element, target(element)])
      .filter(([, box]) => box.width < TARGET - 0.5 || box.height < TARGET - 0.5)
      .map(([element, box]) => `${rounded(box.width)}x${rounded(box.height)} ${named(element)}`);
  }

  function misnamed() {
    axe.setup(document.documentElement);
    // Not a table that scrolls: it takes the focus, and nobody speaks to it.
    const spoken = controls().filter((element) => element.matches("a, button, input, select, textarea, summary, [role=button]"));
    const wrong = spoken.flatMap((element) => {
      const labels = element.labels?.length ? [...element.labels] : [element];
      const isField = element.matches("input, select, textarea");
      const shown = isField && !element.labels?.length ? "" : words(labels[0].innerText);
      const name = words(axe.commons.text.accessibleText(element));
      const fits = shown && name.toLowerCase().startsWith(shown.toLowerCase());
      const isPicture = !isField && !shown && name;
      return fits || isPicture ? [] : [`shown “${shown}”, named “${name}”: ${named(element)}`];
    });
    axe.teardown();
    return wrong;
  }

  function unseenFocus() {
    const before = document.activeElement;
    const unseen = controls().flatMap((element) => {
      element.focus({ preventScroll: true, focusVisible: true });
      if (document.activeElement !== element) {
        return [];
      }
      const style = getComputedStyle(element);
      const isSeen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
      const box = element.getBoundingClientRect();
      const isThere = box.width > 1 && box.height > 1 && box.right > 0;
      return isSeen && isThere ? [] : [`outline ${style.outline}: ${named(element)}`];
    });
    before.focus({ preventScroll: true });
    document.activeElement?.blur();
    return unseen;
  }

  function scrollsItself(element) {
    for (let one = element; one && one !== document.body; one = one.parentElement) {
      if (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(one).overflowX)) {
        return true;
      }
    }
    return false;
  }

  function tooWide() {
    const page = document.documentElement;
    const width = page.clientWidth;
    const sideways =
      page.scrollWidth > width ? [`the page is ${page.scrollWidth}px wide in ${width}px`] : [];
    const sticking = all("body *")
      .filter(isVisible)
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .filter((element) => !scrollsItself(element))
      .map((element) => `${rounded(element.getBoundingClientRect().right)}px ${named(element)}`);
    // WCAG lets tables of data scroll by themselves, and nothing else.
    const scrolling = all("body *")
      .filter((element) => isVisible(element) && element.scrollWidth > element.clientWidth + 1)
      .filter((element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX))
      .filter((element) => !element.querySelector("table") && !element.matches("textarea"))
      .map((element) => `scrolls by itself: ${named(element)}`);
    return [...sideways, ...sticking, ...scrolling];
  }

  async function violations(withColors) {
    const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
    const rules = { "target-size": { enabled: true } };
    if (!withColors) {
      rules["color-contrast"] = rules["link-in-text-block"] = { enabled: false };
    }
    const found = await axe.run(document, {
      runOnly: { type: "tag", values: tags },
      rules,
      resultTypes: ["violations"],
      // No rule of these tags asks for style sheets a second time.
      preload: false,
    });
    return found.violations.flatMap((rule) =>
      rule.nodes.map((node) => `${rule.id}: ${node.target.join(" ")} – ${words(node.failureSummary)}`),
    );
  }

  window.measure = {
    tooWide,
    unfold: () => all("details").forEach((element) => (element.open = true)),
    enlarge: () => all("[data-large-print]").filter(isVisible).forEach((button) => button.click()),
    // Of axe "whole", "without colors", or "nothing".
    all: async (ofAxe) => ({
      axe: ofAxe === "nothing" ? [] : await violations(ofAxe === "whole"),
      small_text: smallText(),
      faint_text: faintText(),
      small_targets: smallTargets(),
      misnamed: misnamed(),
      unseen_focus: unseenFocus(),
    }),
    facts: () => ({
      lang: document.documentElement.lang,
      title: words(document.title),
      headings: all("h1").filter(isVisible).map((element) => words(element.innerText)),
      shifts: window.watched.shifts,
      policy: window.watched.violations,
    }),
  };
})();
