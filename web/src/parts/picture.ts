/* A drawn SVG as a file that looks the same without the page's stylesheet, with its citation under it. */

const DRAWN = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-opacity",
  "opacity",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
  "paint-order",
  "vector-effect",
  "display",
];
const LINE_PX = 14;

function styled(svg: SVGSVGElement): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const from = [svg, ...svg.querySelectorAll<SVGElement>("*")];
  const to = [copy, ...copy.querySelectorAll<SVGElement>("*")];
  from.forEach((element, i) => {
    const style = getComputedStyle(element);
    for (const key of DRAWN) to[i]?.setAttribute(key, style.getPropertyValue(key));
    to[i]?.removeAttribute("class");
  });
  for (const hidden of copy.querySelectorAll('[display="none"], [data-screen]')) hidden.remove();
  return copy;
}

function standalone(svg: SVGSVGElement, citation: string): { text: string; width: number; height: number } {
  const { width, height } = svg.getBoundingClientRect();
  const copy = styled(svg);
  const page = getComputedStyle(document.body);
  const box = svg.viewBox.baseVal;
  const unit = box.width ? box.width / width : 1;
  const lines = citation.match(/.{1,110}(?:\s|$)|\S+/g) ?? [];
  const total = height + (lines.length + 0.5) * LINE_PX;
  const ns = "http://www.w3.org/2000/svg";
  const ground = document.createElementNS(ns, "rect");
  for (const [key, value] of [
    ["x", box.x],
    ["y", box.y],
    ["width", width * unit],
    ["height", total * unit],
    ["fill", page.backgroundColor],
  ] as const)
    ground.setAttribute(key, String(value));
  copy.prepend(ground);
  lines.forEach((line, i) => {
    const text = document.createElementNS(ns, "text");
    text.setAttribute("x", String(box.x + 6 * unit));
    text.setAttribute("y", String(box.y + (height + (i + 0.8) * LINE_PX) * unit));
    text.setAttribute("font-size", String(10 * unit));
    text.setAttribute("font-family", "sans-serif");
    text.setAttribute("fill", page.color);
    text.textContent = line.trim();
    copy.append(text);
  });
  copy.setAttribute("xmlns", ns);
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(total));
  copy.setAttribute("viewBox", `${box.x} ${box.y} ${width * unit} ${total * unit}`);
  return { text: new XMLSerializer().serializeToString(copy), width, height: total };
}

export function svgOf(svg: SVGSVGElement, citation: string): Blob {
  return new Blob([standalone(svg, citation).text], { type: "image/svg+xml" });
}

/** Twice as fine as on the screen. */
export async function pngOf(svg: SVGSVGElement, citation: string): Promise<Blob> {
  const { text, width, height } = standalone(svg, citation);
  const image = new Image();
  const source = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  image.src = source;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(width * 2);
  canvas.height = Math.ceil(height * 2);
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(source);
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("The picture is too large."))), "image/png"),
  );
}
