// Draws survival and incidence curves as steps, with their intervals, and beneath them how many are still at risk.
// Groups differ by dash as well as by colour.

const DASHES = [[], [8, 4], [2, 3], [10, 3, 2, 3], [5, 2], [12, 5], [1, 2], [6, 2, 1, 2, 1, 2]];
const ROW = 18;
const NUMBER = 44;
const HIDDEN = -1;
const element = document.getElementById('charts');
const charts = element ? JSON.parse(element.textContent) : {};
const drawn = [];

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const number = new Intl.NumberFormat('en');

function lines(series, index) {
  const hue = colour('--kind-' + ((index % 7) + 1));
  const side = (label, place, fill) => ({
    label,
    data: series.points.filter((point) => point[place] !== null).map((point) => ({ x: point[0], y: point[place] })),
    borderWidth: 0,
    backgroundColor: hue + '22',
    pointRadius: 0,
    pointHitRadius: 0,
    stepped: 'before',
    fill,
    isInterval: true,
  });
  return [
    {
      label: series.label,
      data: series.points.map((point) => ({ x: point[0], y: point[1], lower: point[2], upper: point[3] })),
      borderColor: hue,
      backgroundColor: hue,
      borderWidth: 2,
      borderDash: DASHES[index % DASHES.length],
      pointRadius: 0,
      pointHitRadius: 8,
      stepped: 'before',
    },
    side(series.label + ', lower end', 2, false),
    side(series.label + ', upper end', 3, '-1'),
  ];
}

// the at-risk table stands in the picture, so that each number is below its day
const atRisk = {
  id: 'atRisk',
  afterDraw(chart, _, options) {
    const rows = options.rows ?? [];
    if (!rows.length) return;
    const { ctx, scales, chartArea } = chart;
    const top = scales.x.bottom + 10;
    ctx.save();
    ctx.font = `12px ${getComputedStyle(document.body).fontFamily}`;
    ctx.textBaseline = 'middle';
    ctx.fillStyle = colour('--soft');
    ctx.textAlign = 'left';
    ctx.fillText('At risk', chartArea.left, top + ROW / 2);
    rows.forEach((row, index) => {
      const y = top + ROW * (index + 1.5);
      ctx.strokeStyle = colour('--kind-' + ((index % 7) + 1));
      ctx.lineWidth = 2;
      ctx.setLineDash(DASHES[index % DASHES.length]);
      ctx.beginPath();
      ctx.moveTo(4, y);
      ctx.lineTo(Math.max(20, chartArea.left - 18), y);
      ctx.stroke();
      ctx.textAlign = 'center';
      let taken = -Infinity;
      row.forEach(([day, people]) => {
        const x = scales.x.getPixelForValue(day);
        if (people === HIDDEN || day > scales.x.max || x - taken < NUMBER) return;
        taken = x;
        ctx.fillText(number.format(people), x, y);
      });
    });
    ctx.restore();
  },
};

function draw(canvas) {
  const chart = charts[canvas.dataset.chart];
  if (!chart || !chart.series.some((series) => series.points.some((point) => point[0] > 0))) {
    const sentence = document.createElement('p');
    sentence.className = 'soft';
    sentence.textContent = 'Too few events to draw a curve.';
    const place = canvas.parentElement;
    place.removeAttribute('role');
    place.removeAttribute('aria-label');
    place.classList.remove('picture', 'tall');
    place.replaceChildren(sentence);
    return;
  }
  const rows = chart.days.length ? chart.series.map((series) => series.atRisk) : [];
  const below = rows.length ? ROW * (rows.length + 1) + 14 : 0;
  const narrow = window.innerWidth < 700;
  canvas.parentElement.style.height = (narrow ? 250 + 20 * chart.series.length : 330) + below + 'px';
  const font = { family: getComputedStyle(document.body).fontFamily, size: 12 };
  const drawnDays = chart.series.flatMap((series) => series.points.map((point) => point[0]));
  const toldDays = rows.flatMap((row) => row.filter(([, people]) => people !== HIDDEN).map(([day]) => day));
  const last = Math.max(...drawnDays, ...toldDays);
  // a label above each number of the at-risk table, where its days are regular
  const regular = chart.days.length > 1 && chart.days[1] <= last && chart.days.every((day, index) => day === index * chart.days[1]);
  const step = regular ? chart.days[1] : undefined;
  drawn.push(new Chart(canvas, {
    type: 'line',
    data: { datasets: chart.series.flatMap(lines) },
    plugins: [atRisk],
    options: {
      animation: false,
      maintainAspectRatio: false,
      parsing: false,
      normalized: true,
      interaction: { mode: 'nearest', axis: 'x', intersect: false },
      layout: { padding: { bottom: below, right: 16 } },
      scales: {
        x: {
          type: 'linear',
          min: 0,
          max: last,
          title: { display: true, text: 'Days since admission', color: colour('--soft'), font },
          grid: { color: colour('--line') },
          ticks: { color: colour('--soft'), font, stepSize: step, maxRotation: 0, callback: (day) => (step && day % step ? null : number.format(day)) },
        },
        y: {
          min: 0,
          max: 1,
          grid: { color: colour('--line') },
          border: { display: false },
          ticks: { color: colour('--soft'), font, stepSize: 0.25, callback: (share) => Math.round(share * 100) + '%' },
        },
      },
      plugins: {
        atRisk: { rows },
        legend: {
          display: chart.series.length > 1,
          position: 'top',
          align: 'start',
          onClick: null,
          labels: {
            color: colour('--ink'),
            font,
            boxWidth: 34,
            boxHeight: 0,
            padding: 14,
            filter: (item, data) => !data.datasets[item.datasetIndex].isInterval,
          },
        },
        tooltip: {
          filter: (item) => !item.dataset.isInterval,
          callbacks: {
            title: (items) => (items.length ? 'Day ' + number.format(items[0].parsed.x) : ''),
            label: (item) => {
              const percent = (share) => (share * 100).toFixed(1);
              const { lower, upper, y } = item.raw;
              const interval = lower === null || upper === null ? '' : ` (${percent(lower)}–${percent(upper)}%)`;
              return ` ${item.dataset.label}: ${percent(y)}%${interval}`;
            },
          },
        },
      },
    },
  }));
}

function drawAll() {
  drawn.splice(0).forEach((chart) => chart.destroy());
  document.querySelectorAll('canvas[data-chart]').forEach(draw);
}

drawAll();
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', drawAll);
