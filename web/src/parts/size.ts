import { useEffect, useRef, useState } from "preact/hooks";

/** The width of an element in whole pixels, as it changes. */
export function useWidth<E extends Element>(first: number): [{ current: E | null }, number] {
  const element = useRef<E>(null);
  const [width, setWidth] = useState(first);
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => {
      const wide = Math.round(entry?.contentRect.width ?? 0);
      if (wide > 0) setWidth(wide);
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, []);
  return [element, width];
}
