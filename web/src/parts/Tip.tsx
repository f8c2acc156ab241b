/* What is under the pointer or chosen by key: a small box beside it that never leaves its frame. */
import type { ComponentChildren } from "preact";

export interface TipAt {
  x: number;
  y: number;
  content: ComponentChildren;
}

/** `width` is the frame's; the frame is positioned. */
export function Tip({ at, width }: { at: TipAt | null; width: number }) {
  if (!at) return null;
  const isRight = at.x > width / 2;
  return (
    <div
      class="tip"
      role="status"
      data-screen
      style={isRight ? { right: `${width - at.x + 12}px`, top: `${at.y}px` } : { left: `${at.x + 14}px`, top: `${at.y}px` }}
    >
      {at.content}
    </div>
  );
}
