/* Zoom and pan of a picture: by drag, wheel, keys and buttons. */
import { useEffect, useRef, useState } from "preact/hooks";

/** A point p of the ground is drawn at p * k + (x, y). */
export interface Zoom {
  k: number;
  x: number;
  y: number;
}

export const HOME: Zoom = { k: 1, x: 0, y: 0 };
const K_MAX = 40;
const DRAG_PX = 4;

interface Size {
  width: number;
  height: number;
}

/** Never out of sight, never smaller than the frame. */
function held(zoom: Zoom, { width, height }: Size): Zoom {
  const k = Math.min(K_MAX, Math.max(1, zoom.k));
  const clamp = (at: number, size: number) => Math.min(size * 0.3, Math.max(size * 0.7 - size * k, at));
  return k === 1 ? HOME : { k, x: clamp(zoom.x, width), y: clamp(zoom.y, height) };
}

/** Zoomed by `factor`, with the point (x, y) of the frame staying where it is. */
function about(zoom: Zoom, factor: number, x: number, y: number): Zoom {
  const k = Math.min(K_MAX, Math.max(1, zoom.k * factor));
  const real = k / zoom.k;
  return { k, x: x - (x - zoom.x) * real, y: y - (y - zoom.y) * real };
}

/** The zoom that shows this box of the ground. */
export function fit([[x0, y0], [x1, y1]]: [[number, number], [number, number]], { width, height }: Size): Zoom {
  const k = Math.min(12, Math.max(1, 0.7 / Math.max((x1 - x0) / width, (y1 - y0) / height)));
  return { k, x: width / 2 - (k * (x0 + x1)) / 2, y: height / 2 - (k * (y0 + y1)) / 2 };
}

const KEYS: Record<string, (zoom: Zoom, size: Size) => Zoom> = {
  ArrowLeft: (z, s) => ({ ...z, x: z.x + s.width / 8 }),
  ArrowRight: (z, s) => ({ ...z, x: z.x - s.width / 8 }),
  ArrowUp: (z, s) => ({ ...z, y: z.y + s.height / 8 }),
  ArrowDown: (z, s) => ({ ...z, y: z.y - s.height / 8 }),
  "+": (z, s) => about(z, 1.5, s.width / 2, s.height / 2),
  "=": (z, s) => about(z, 1.5, s.width / 2, s.height / 2),
  "-": (z, s) => about(z, 1 / 1.5, s.width / 2, s.height / 2),
  "0": () => HOME,
};

export function useZoom(size: Size) {
  const svg = useRef<SVGSVGElement>(null);
  const [zoom, setZoom] = useState<Zoom>(HOME);
  const drag = useRef({ isDown: false, isMoved: false, x: 0, y: 0 });
  const change = (next: (zoom: Zoom) => Zoom) => setZoom((now) => held(next(now), size));

  useEffect(() => {
    const element = svg.current;
    /* The wheel scrolls the page unless the map was chosen (clicked, focused) or Ctrl is held. */
    const wheel = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey && document.activeElement !== element) return;
      event.preventDefault();
      const box = (element as SVGSVGElement).getBoundingClientRect();
      const factor = Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.002));
      change((now) => about(now, factor, event.clientX - box.left, event.clientY - box.top));
    };
    element?.addEventListener("wheel", wheel, { passive: false });
    return () => element?.removeEventListener("wheel", wheel);
  }, [size.width, size.height]);

  return {
    svg,
    zoom,
    /** whether the last press was a drag and so no click */
    wasDragged: () => drag.current.isMoved,
    set: (next: Zoom) => change(() => next),
    key: (key: string): boolean => {
      const step = KEYS[key];
      if (step) change((now) => step(now, size));
      return step !== undefined;
    },
    handlers: {
      onPointerDown: (event: PointerEvent) => {
        drag.current = { isDown: event.button === 0, isMoved: false, x: event.clientX, y: event.clientY };
      },
      onPointerMove: (event: PointerEvent) => {
        const d = drag.current;
        if (!d.isDown) return;
        const dx = event.clientX - d.x;
        const dy = event.clientY - d.y;
        if (!d.isMoved && Math.hypot(dx, dy) < DRAG_PX) return;
        if (!d.isMoved) svg.current?.setPointerCapture(event.pointerId);
        drag.current = { isDown: true, isMoved: true, x: event.clientX, y: event.clientY };
        change((now) => ({ ...now, x: now.x + dx, y: now.y + dy }));
      },
      onPointerUp: () => {
        drag.current.isDown = false;
      },
      onPointerCancel: () => {
        drag.current.isDown = false;
      },
    },
  };
}
