/* Gives each chart away as a picture, PNG or SVG, with its title, source, release and stamp in it. Without this
   module the buttons are not shown; the figures can be taken as CSV and XLSX all the same. */

const WIDTH = 960;
const EDGE = 16;

const widthOf = (text, size) => [...text].reduce((sum, char) => sum + (char > "⺀" ? size : size * 0.62), 0);

/* The text in lines of at most so many pixels. */
function wrap(text, size, width) {
  const lines = [""];
  let filled = 0;
  for (const char of text) {
    const wide = widthOf(char, size);
    if (filled + wide > width) {
      lines.push("");
      filled = 0;
    }
    lines[lines.length - 1] += char;
    filled += wide;
  }
  return lines;
}

const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
const words = (part) => part.textContent.trim().replace(/\s+/g, " ");

/* Pixels that the words beside the vertical axis take. */
function beside({ data, layout }) {
  const names = layout.yaxis.type === "category" ? layout.yaxis.categoryarray : ["1,000,000"];
  return Math.max(...names.map((name) => widthOf(name, 12))) + 12;
}

/* The figure as it is drawn, with what the page says around it written above and below. */
function framed(figure, chart) {
  const style = getComputedStyle(document.documentElement);
  const colour = (name) => style.getPropertyValue(name).trim();
  const stamp = chart.querySelector("figcaption .stamp");
  const title = words(chart.querySelector(".seen")).replace(stamp ? words(stamp) : "", "").trim();
  const said = [chart.dataset.place, ...[...chart.querySelectorAll(".reading li")].map(words)];
  const above = wrap(title, 16, WIDTH - 2 * EDGE);
  const below = wrap(said.filter(Boolean).join("  "), 12, WIDTH - 2 * EDGE);
  const { layout } = figure;
  const isTime = layout.xaxis.tickmode === "array";
  const margin = {
    l: EDGE + beside(figure),
    r: layout.margin.r + EDGE,
    t: layout.margin.t + above.length * 24 + (stamp ? 24 : 0) + EDGE,
    b: layout.margin.b + below.length * 20 + EDGE + (isTime ? 48 : 8),
  };
  /* A text at so many pixels from the upper or the lower edge of the picture. */
  const note = (lines, size, name, place) => ({
    text: lines.map(escape).join("<br>"),
    align: "left",
    showarrow: false,
    xref: "paper",
    yref: "paper",
    x: 0,
    xanchor: "left",
    xshift: EDGE - margin.l,
    borderpad: 0,
    font: { size, color: colour(name) },
    ...place,
  });
  const fromTop = (pixels) => ({ y: 1, yanchor: "top", yshift: margin.t - pixels });
  const notes = [
    note(above, 16, "--ink", fromTop(EDGE)),
    note(below, 12, "--ink-3", { y: 0, yanchor: "bottom", yshift: EDGE - margin.b }),
  ];
  notes[0].font.weight = "bold"; /* not <b>, which would be an inline style */
  if (stamp) notes.push(note([words(stamp)], 12, "--watch", fromTop(EDGE + above.length * 24)));
  return {
    data: figure.data,
    layout: {
      ...layout,
      width: WIDTH,
      height: layout.height + margin.t - layout.margin.t + margin.b - layout.margin.b,
      margin,
      paper_bgcolor: colour("--surface"),
      xaxis: { ...layout.xaxis, automargin: false },
      yaxis: { ...layout.yaxis, automargin: false },
      annotations: [...layout.annotations, ...notes],
    },
  };
}

/* Shows the buttons of every chart; `load` gives plotly.js, `prepare` the figure for a width. */
export default function offer({ load, prepare, config }) {
  for (const button of document.querySelectorAll("[data-picture]")) {
    const chart = button.closest(".chart");
    button.closest("li").hidden = false;
    button.addEventListener("click", async () => {
      const Plotly = await load();
      const data = document.getElementById(chart.querySelector("[data-chart]").dataset.chart).textContent;
      const figure = framed(prepare(JSON.parse(data), WIDTH), chart);
      const { width, height } = figure.layout;
      const filename = words(chart.querySelector(".seen")).replace(/[\\/:*?"<>|]/g, " ").slice(0, 80);
      const format = button.dataset.picture;
      await Plotly.downloadImage({ ...figure, config }, { format, width, height, filename, scale: 2 });
      chart.dataset.taken = format;
    });
  }
}
