/* Draws each chart of a page when it comes into view. Its table stands on the page already, so without this
   module, or where drawing fails, nothing is lost. */

const HERE = document.querySelector("script[data-plotly]");
const BESIDE_AXIS = 48; /* pixels that the figures or names beside an axis take */
const LOCALE = document.documentElement.lang.startsWith("zh") ? "zh-CN" : "en";

/* For every chart. plotly.js offers to send a chart to its vendor unless it is told not to. */
const CONFIG = {
  showSendToCloud: false,
  plotlyServerURL: "",
  displayModeBar: false,
  displaylogo: false,
  responsive: true,
  scrollZoom: false,
  doubleClick: false,
  showTips: false,
  locale: LOCALE,
};

const drawn = new Map();
let loading = null;

/* plotly.js, once, and only where a chart is seen. */
function load() {
  loading ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = HERE.dataset.plotly;
    script.onload = () => resolve(window.Plotly);
    script.onerror = () => reject(new Error(`Not loaded: ${script.src}`));
    document.head.append(script);
  }).then(async (Plotly) => {
    if (LOCALE === "zh-CN") Plotly.register((await import(HERE.dataset.locale)).default);
    return Plotly;
  });
  return loading;
}

/* The same value with each `var(--token)` in it as the page has it now: light, dark or on paper. */
function resolve(value, style) {
  if (typeof value === "string") {
    const token = /^var\((--[\w-]+)\)$/.exec(value);
    return token ? style.getPropertyValue(token[1]).trim() : value;
  }
  if (Array.isArray(value)) return value.map((one) => resolve(one, style));
  if (value !== null && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, resolve(one, style)]));
  }
  return value;
}

/* Ticks as [place, text], every so many of them that none touches the next; counted from the last. */
function fitTicks(ticks, pixelsPerUnit, size) {
  const widthOf = (text) => [...text].reduce((sum, char) => sum + (char > "⺀" ? size : size * 0.62), 0);
  for (const every of [1, 2, 3, 4, 6, 8, 12, 24, ticks.length]) {
    const kept = ticks.filter((_, index) => (ticks.length - 1 - index) % every === 0);
    const labels = kept.map(([at, tick, group], index) => {
      const lower = index === 0 || group !== kept[index - 1][2] ? group : "";
      return { at, tick, group: lower };
    });
    const apart = (line) => {
      const said = labels.filter((label) => label[line]);
      return said.every((label, index) => {
        if (index === 0) return true;
        const before = said[index - 1];
        const room = (label.at - before.at) * pixelsPerUnit;
        return room >= (widthOf(label[line]) + widthOf(before[line])) / 2 + 6;
      });
    };
    if (apart("tick") && apart("group")) {
      return labels.map((label) => [label.at, `${label.tick}<br>${label.group || " "}`]);
    }
  }
  return [];
}

/* The same figure, with what it brings for narrow boxes where words beside it would leave it less than half. */
function fitWords(figure, width) {
  const { margin, meta } = figure.layout;
  if (!meta?.narrow || width - margin.l - margin.r - BESIDE_AXIS >= width / 2) return figure;
  return {
    data: figure.data.map((trace, index) => ({ ...trace, ...meta.narrow.data?.[index] })),
    layout: { ...figure.layout, ...meta.narrow.layout },
  };
}

/* The figure for a box of this width, in the colours of the page. */
function prepare(figure, width) {
  const { data, layout } = fitWords(resolve(figure, getComputedStyle(document.documentElement)), width);
  const ticks = layout.meta?.ticks;
  if (ticks) {
    const [first, last] = layout.xaxis.range;
    const inner = width - layout.margin.l - layout.margin.r - BESIDE_AXIS;
    const kept = fitTicks(ticks, inner / (last - first), layout.font.size);
    layout.xaxis.tickvals = kept.map(([at]) => at);
    layout.xaxis.ticktext = kept.map(([, text]) => text);
  }
  return { data, layout: { ...layout, width } };
}

async function draw(plot) {
  const figure = JSON.parse(document.getElementById(plot.dataset.chart).textContent);
  try {
    const Plotly = await load();
    const { data, layout } = prepare(figure, plot.clientWidth);
    plot.replaceChildren();
    drawn.set(plot, { figure, width: plot.clientWidth });
    await Plotly.newPlot(plot, data, layout, CONFIG);
    plot.dataset.drawn = "";
    widths.observe(plot);
  } catch (error) {
    plot.hidden = true;
    console.error(error);
  }
}

/* Nothing moves here, so there is nothing to still for those who prefer that. */
function redraw(plot) {
  const chart = drawn.get(plot);
  if (!chart || !plot.clientWidth) return;
  chart.width = plot.clientWidth;
  const { data, layout } = prepare(chart.figure, chart.width);
  window.Plotly.react(plot, data, layout, CONFIG);
}

const widths = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    if (drawn.get(target)?.width !== target.clientWidth) requestAnimationFrame(() => redraw(target));
  }
});

const views = new IntersectionObserver(
  (entries) => {
    for (const entry of entries.filter((one) => one.isIntersecting)) {
      views.unobserve(entry.target);
      draw(entry.target);
    }
  },
  { rootMargin: "200px" },
);

for (const plot of document.querySelectorAll("[data-chart]")) views.observe(plot);

if (HERE.dataset.pictures) {
  import(HERE.dataset.pictures).then(({ default: offer }) => offer({ load, prepare, config: CONFIG }));
}

/* Paper shows the whole page, so what has not come into view is drawn too, where plotly.js is there already. */
addEventListener("beforeprint", () => {
  if (!loading) return;
  for (const plot of document.querySelectorAll("[data-chart]")) {
    views.unobserve(plot);
    if (!drawn.has(plot)) draw(plot);
  }
});

for (const query of ["(prefers-color-scheme: dark)", "print"]) {
  matchMedia(query).addEventListener("change", () => drawn.forEach((_, plot) => redraw(plot)));
}
