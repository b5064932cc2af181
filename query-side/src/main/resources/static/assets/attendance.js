// Draws the weeks of the table beside it: credited hours by kind of session, and the hours required as a line.

const KINDS = {
  'psychoeducation': 'Psychoeducation',
  'skills-development': 'Skills development',
  'support': 'Support',
  'individual-counselling': 'Individual counselling',
  'family-therapy': 'Family therapy',
  'expressive-therapy': 'Expressive therapy',
  'case-management': 'Case management',
};
let chart;

const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function draw() {
  const canvas = document.getElementById('attendance-chart');
  chart?.destroy();
  chart = undefined;
  if (!canvas) return;
  const rows = [...document.getElementById(canvas.dataset.table).tBodies[0].rows].map((row) => row.dataset);
  const weeks = rows.map((row) => ({ ...row, kinds: JSON.parse(row.kinds) }));
  const bars = Object.keys(KINDS)
    .map((kind, index) => ({
      type: 'bar',
      label: KINDS[kind],
      data: weeks.map((week) => (week.kinds[kind] ?? 0) / 60),
      backgroundColor: colour('--kind-' + (index + 1)),
      stack: 'credited',
      pointStyle: 'rect',
      maxBarThickness: 22,
      order: 2,
    }))
    .filter((bar) => bar.data.some((hours) => hours > 0));
  const required = {
    type: 'line',
    label: 'Required',
    data: weeks.map((week) => Number(week.required) / 60),
    borderColor: colour('--ink'),
    backgroundColor: 'transparent',
    borderWidth: 1.5,
    borderDash: [4, 3],
    pointRadius: 0,
    pointStyle: 'line',
    stepped: 'middle',
    order: 1,
  };
  const font = { family: getComputedStyle(document.body).fontFamily, size: 12 };
  chart = new Chart(canvas, {
    data: { labels: weeks.map((week) => week.label), datasets: [required, ...bars] },
    options: {
      animation: false,
      maintainAspectRatio: false,
      interaction: { mode: 'index', intersect: false },
      scales: {
        x: { stacked: true, grid: { display: false }, ticks: { color: colour('--soft'), font, maxRotation: 0, autoSkipPadding: 12 } },
        y: { stacked: true, beginAtZero: true, grid: { color: colour('--line') }, border: { display: false }, ticks: { color: colour('--soft'), font, callback: (hours) => hours + ' h' } },
      },
      plugins: {
        legend: { position: 'bottom', labels: { color: colour('--soft'), font, usePointStyle: true, boxHeight: 7, padding: 12 } },
        tooltip: { callbacks: { label: (item) => ` ${item.dataset.label}: ${item.formattedValue} h` } },
      },
    },
  });
}

draw();
document.addEventListener('htmx:afterSwap', (event) => event.detail.target.id === 'desk' || draw());
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
