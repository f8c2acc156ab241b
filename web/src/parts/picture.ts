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

const NS = "http://www.w3.org/2000/svg";

function made(name: string, attributes: Record<string, string | number>, text = ""): SVGElement {
  const element = document.createElementNS(NS, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.textContent = text;
  return element;
}

/** What a class of the stylesheet fills with inside this picture. */
function fillOf(svg: SVGSVGElement, name: string): string {
  const probe = made("rect", { class: name });
  svg.append(probe);
  const { fill } = getComputedStyle(probe);
  probe.remove();
  return fill;
}

/** What a colour means. */
export interface Key {
  class: string;
  label: string;
}

function standalone(svg: SVGSVGElement, citation: string, keys: Key[]): { text: string; width: number; height: number } {
  const { width, height } = svg.viewBox.baseVal;
  const page = getComputedStyle(document.body);
  const font = { "font-size": 10, "font-family": "sans-serif", fill: page.color };
  const below: SVGElement[] = [];
  let x = 6;
  let y = height + LINE_PX;
  for (const { class: name, label } of keys) {
    const wide = 26 + label.length * 6;
    if (x + wide > width && x > 6) {
      x = 6;
      y += LINE_PX;
    }
    below.push(made("rect", { x, y: y - 8, width: 12, height: 9, fill: fillOf(svg, name) }));
    below.push(made("text", { ...font, x: x + 16, y }, label));
    x += wide;
  }
  const letters = Math.max(20, Math.floor(width / 6.5));
  for (const line of citation.match(new RegExp(`.{1,${letters}}(?:\\s|$)|\\S+`, "g")) ?? []) {
    y += LINE_PX;
    below.push(made("text", { ...font, x: 6, y }, line.trim()));
  }
  const total = y + LINE_PX / 2;
  const copy = styled(svg);
  copy.prepend(made("rect", { width, height, fill: page.backgroundColor }));
  copy.append(made("rect", { y: height, width, height: total - height, fill: page.backgroundColor }), ...below);
  for (const [key, value] of Object.entries({ xmlns: NS, width, height: total, viewBox: `0 0 ${width} ${total}` }))
    copy.setAttribute(key, String(value));
  return { text: new XMLSerializer().serializeToString(copy), width, height: total };
}

export function svgOf(svg: SVGSVGElement, citation: string, keys: Key[]): Blob {
  return new Blob([standalone(svg, citation, keys).text], { type: "image/svg+xml" });
}

/** Twice as fine as on the screen. */
export async function pngOf(svg: SVGSVGElement, citation: string, keys: Key[]): Promise<Blob> {
  const { text, width, height } = standalone(svg, citation, keys);
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
