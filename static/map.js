/* Maps that a mouse, fingers or keys move. Each also works by its links, without this script.

   While it moves, the picture is only shifted and stretched. When it rests, the server is asked for
   that part of the world, and the map and the list beside it are put in place together: so they
   always say the same. Nothing moves by itself, whatever a reader's device says of motion.

   A page scrolls past a map: the wheel zooms with Ctrl, or while the map has the focus; one finger
   moves the map sideways only, two fingers in all directions. */

"use strict";

const WIDTH = 360;
const HEIGHT = 240;
// How far a press has to move to be a drag, in pixels.
const SLACK = 6;
// How long the wheel or a key must rest before we ask the server, in milliseconds.
const REST = 250;
// How far the wheel turns to show half as much, in pixels.
const WHEEL = 300;
// How far an arrow moves, in units of the map.
const STEP = 60;
// A stretch by less than this share of a step of zoom does not count.
const LEAST_STEP = 0.2;

const MOVES = {
  ArrowLeft: [STEP, 0],
  ArrowRight: [-STEP, 0],
  ArrowUp: [0, STEP],
  ArrowDown: [0, -STEP],
};
const ZOOMS = { "+": 1, "=": 1, "-": -1, _: -1 };

class MovingMap {
  constructor(part) {
    this.part = part;
    this.svg = part.querySelector("svg.map");
    this.world = this.svg.querySelector(".world");
    this.told = part.parentElement.querySelector("[data-map-told]");
    const given = Object.entries(this.svg.dataset);
    this.view = Object.fromEntries(given.map(([name, value]) => [name, Number(value)]));
    // From the picture as the server drew it: stretched, then shifted.
    this.stretch = 1;
    this.shift = [0, 0];
    this.fingers = new Map();
    this.listen();
  }

  listen() {
    const { svg } = this;
    svg.tabIndex = 0;
    svg.classList.add("moves");
    svg.addEventListener("pointerdown", (event) => this.press(event));
    svg.addEventListener("pointermove", (event) => this.drag(event));
    svg.addEventListener("pointerup", (event) => this.lift(event));
    svg.addEventListener("pointercancel", () => this.letGo());
    svg.addEventListener("wheel", (event) => this.turn(event), { passive: false });
    svg.addEventListener("keydown", (event) => this.key(event));
    // A drag that began on a mark does not follow its link, and does not carry it away.
    const afterDrag = (event) => this.isMoving && event.detail > 0 && event.preventDefault();
    svg.addEventListener("click", afterDrag, true);
    svg.addEventListener("dragstart", (event) => event.preventDefault());
    // Two fingers move the map and not the page.
    const two = (event) => event.touches.length > 1 && event.preventDefault();
    svg.addEventListener("touchmove", two, { passive: false });
  }

  // In units of the map.
  place(event) {
    const box = this.svg.getBoundingClientRect();
    const unit = WIDTH / box.width;
    return [(event.clientX - box.left) * unit, (event.clientY - box.top) * unit];
  }

  // Fingers, and the mouse

  press(event) {
    if (event.pointerType === "mouse" && event.button !== 0) {
      return;
    }
    this.hold();
    if (!this.fingers.size) {
      this.isMoving = false;
      this.pressed = [event.clientX, event.clientY];
    }
    this.fingers.set(event.pointerId, this.place(event));
  }

  drag(event) {
    const before = this.fingers.get(event.pointerId);
    if (!before) {
      return;
    }
    if (!this.isMoving) {
      const [x, y] = this.pressed;
      if (this.fingers.size < 2 && Math.hypot(event.clientX - x, event.clientY - y) < SLACK) {
        return;
      }
      this.isMoving = true;
    }
    // Also beyond the edge of the map.
    this.svg.setPointerCapture(event.pointerId);
    const now = this.place(event);
    const other = [...this.fingers].find(([id]) => id !== event.pointerId)?.[1];
    this.fingers.set(event.pointerId, now);
    if (other) {
      this.pinch(before, now, other);
    } else {
      this.move(now[0] - before[0], now[1] - before[1]);
    }
  }

  pinch(before, now, other) {
    const apart = ([x, y]) => Math.hypot(x - other[0], y - other[1]);
    this.move((now[0] - before[0]) / 2, (now[1] - before[1]) / 2);
    const middle = [(now[0] + other[0]) / 2, (now[1] + other[1]) / 2];
    this.zoomBy(apart(now) / Math.max(1, apart(before)), middle);
  }

  lift(event) {
    const was = this.fingers.delete(event.pointerId);
    if (!was || this.fingers.size) {
      return;
    }
    if (this.isMoving) {
      this.rest();
    }
  }

  // The browser took the finger over, to scroll the page.
  letGo() {
    this.fingers.clear();
    this.drawAsBefore();
  }

  // The wheel, and keys

  turn(event) {
    const isMeant = event.ctrlKey || event.metaKey;
    if (!isMeant && !this.svg.contains(document.activeElement)) {
      return;
    }
    const pixels = event.deltaMode === 0 ? event.deltaY : event.deltaY * 40;
    const changed = this.zoomBy(2 ** (-pixels / WHEEL), this.place(event));
    // At the end of the zoom, the page scrolls. It never zooms in place of the map.
    if (changed || isMeant) {
      event.preventDefault();
    }
    if (changed) {
      this.hold();
      this.restSoon();
    }
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === "Escape") {
      document.activeElement.blur();
    } else if (event.key === "0") {
      this.show(this.address(null));
    } else if (event.key in MOVES) {
      this.move(...MOVES[event.key]);
      this.hold();
      this.restSoon();
    } else if (event.key in ZOOMS) {
      this.zoomBy(2 ** ZOOMS[event.key], [WIDTH / 2, HEIGHT / 2]);
      this.hold();
      this.restSoon();
    } else {
      return;
    }
    event.preventDefault();
  }

  // The picture

  move(x, y) {
    this.shift = [this.shift[0] + x, this.shift[1] + y];
    this.draw();
  }

  // Zoom around a point that stays where it is. Returns whether anything changed.
  zoomBy(times, [x, y]) {
    const { zoom, mostZoom } = this.view;
    const wanted = Math.min(2 ** (mostZoom - zoom), Math.max(2 ** -zoom, this.stretch * times));
    const by = wanted / this.stretch;
    this.stretch = wanted;
    this.shift = [x + (this.shift[0] - x) * by, y + (this.shift[1] - y) * by];
    this.draw();
    return by !== 1;
  }

  draw() {
    const [x, y] = this.shift;
    this.world.setAttribute("transform", `matrix(${this.stretch} 0 0 ${this.stretch} ${x} ${y})`);
  }

  drawAsBefore() {
    this.stretch = 1;
    this.shift = [0, 0];
    this.world.removeAttribute("transform");
  }

  // The server's answer

  // Somebody moved it again, so we no longer need the earlier answer.
  hold() {
    clearTimeout(this.waiting);
    this.asked?.abort();
  }

  restSoon() {
    this.waiting = setTimeout(() => this.fingers.size || this.rest(), REST);
  }

  rest() {
    const { zoom, lat, lon, across, down } = this.view;
    const steps = Math.log2(this.stretch);
    const whole = Math.abs(steps) < LEAST_STEP ? 0 : Math.sign(steps) * Math.max(1, Math.round(Math.abs(steps)));
    const x = (WIDTH / 2 - this.shift[0]) / this.stretch - WIDTH / 2;
    const y = (HEIGHT / 2 - this.shift[1]) / this.stretch - HEIGHT / 2;
    if (!whole && Math.hypot(x, y) < 1) {
      this.drawAsBefore();
      return;
    }
    const east = lon + x / across;
    const middle = {
      zoom: zoom + whole,
      lat: Math.min(80, Math.max(-60, lat - y / down)).toFixed(2),
      lon: (((((east + 180) % 360) + 360) % 360) - 180).toFixed(2),
    };
    this.show(this.address(middle));
  }

  // Of this page, with another part of the world; null stands for all of it.
  address(middle) {
    const address = new URL(location.href);
    address.hash = "";
    for (const name of ["zoom", "lat", "lon"]) {
      address.searchParams.delete(name);
      if (middle) {
        address.searchParams.set(name, middle[name]);
      }
    }
    return address;
  }

  async show(address) {
    this.hold();
    this.asked = new AbortController();
    const { signal } = this.asked;
    try {
      const answer = await fetch(address, { signal });
      if (!answer.ok) {
        throw new Error(`${answer.status}`);
      }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      signal.throwIfAborted();
      this.becomes(page.querySelector("[data-map]"));
      history.replaceState(history.state, "", address);
    } catch (error) {
      if (error.name !== "AbortError") {
        this.drawAsBefore();
        this.told.textContent = this.told.dataset.failed;
      }
    }
  }

  becomes(part) {
    const hadFocus = this.svg.contains(document.activeElement);
    this.part.replaceWith(document.adoptNode(part));
    const map = new MovingMap(part);
    map.told.textContent = map.svg.getAttribute("aria-label");
    if (hadFocus) {
      map.svg.focus({ preventScroll: true });
    }
  }
}

for (const part of document.querySelectorAll("[data-map]")) {
  new MovingMap(part);
}
