/* A value that components may watch. */
import { useEffect, useState } from "preact/hooks";

export class Signal<T> {
  private watchers = new Set<() => void>();
  constructor(private value: T) {}

  get(): T {
    return this.value;
  }

  set(value: T): void {
    if (Object.is(value, this.value)) return;
    this.value = value;
    for (const watcher of [...this.watchers]) watcher();
  }

  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }
}

/** The signal's value; the component is drawn anew when it changes. */
export function useSignal<T>(signal: Signal<T>): T {
  const [value, setValue] = useState(() => signal.get());
  useEffect(() => {
    const read = () => setValue(() => signal.get());
    read();
    return signal.watch(read);
  }, [signal]);
  return value;
}
