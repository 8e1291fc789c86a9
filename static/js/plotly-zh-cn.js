/* What plotly.js itself says, in Chinese, with Chinese dates. */
const MONTHS = Array.from({ length: 12 }, (_, index) => `${index + 1}月`);
const DAYS = ["日", "一", "二", "三", "四", "五", "六"];

export default {
  moduleType: "locale",
  name: "zh-CN",
  dictionary: {
    Autoscale: "自动缩放",
    "Box Select": "矩形选择",
    "Compare data on hover": "悬停时比较数据",
    "Double-click on legend to isolate one trace": "双击图例只看一项",
    "Double-click to zoom back out": "双击恢复原大小",
    "Download plot": "下载图形",
    "Download plot as a PNG": "下载为 PNG 图片",
    "Lasso Select": "套索选择",
    Pan: "平移",
    Reset: "重置",
    "Reset axes": "重置坐标轴",
    "Show closest data on hover": "悬停时显示最近的数据",
    "Taking snapshot - this may take a few seconds": "正在生成图片，请稍候",
    "Toggle Spike Lines": "显示或隐藏参考线",
    Zoom: "缩放",
    "Zoom in": "放大",
    "Zoom out": "缩小",
    trace: "数据",
  },
  format: {
    days: DAYS.map((day) => `星期${day}`),
    shortDays: DAYS.map((day) => `周${day}`),
    months: MONTHS,
    shortMonths: MONTHS,
    date: "%Y年%-m月%-d日",
    dateTime: "%Y年%-m月%-d日 %H:%M:%S",
    year: "%Y年",
    month: "%Y年%-m月",
    dayMonth: "%-m月%-d日",
    dayMonthYear: "%Y年%-m月%-d日",
    decimal: ".",
    thousands: ",",
    grouping: [3],
    currency: ["", "元"],
  },
};
