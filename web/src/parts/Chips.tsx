/* An input that takes several values of a list, each shown as a chip that can be taken away. */
import { useId, useState } from "preact/hooks";

interface Option {
  value: string;
  label: string;
}

interface Props {
  label: string;
  placeholder: string;
  values: string[];
  options: Option[];
  onChange: (values: string[]) => void;
  /** how many at most; more are refused by leaving the input out */
  max?: number;
}

/** The option written: by its code or its name, exactly or as the start of the only one. */
export function findOption(options: Option[], written: string): Option | undefined {
  const key = written.trim().toLowerCase();
  if (!key) return undefined;
  const exact = options.find((o) => o.value.toLowerCase() === key || o.label.toLowerCase() === key);
  if (exact) return exact;
  const starts = options.filter((o) => o.label.toLowerCase().startsWith(key));
  return starts.length === 1 ? starts[0] : undefined;
}

export function Chips({ label, placeholder, values, options, onChange, max = 12 }: Props) {
  const id = useId();
  const [written, setWritten] = useState("");
  const [unknown, setUnknown] = useState(false);
  const labelOf = (value: string) => options.find((o) => o.value === value)?.label ?? value;

  function add(text: string, isDone: boolean) {
    const option = isDone
      ? findOption(options, text)
      : options.find((o) => o.label === text || (text.length > 2 && o.value === text));
    if (option && !values.includes(option.value)) onChange([...values, option.value]);
    setUnknown(isDone && !option && text.trim() !== "");
    setWritten(option ? "" : text);
  }
  return (
    <div class="field chips">
      <label for={id}>{label}</label>
      <div class="box">
        {values.map((value) => (
          <button
            type="button"
            class="chip"
            key={value}
            aria-label={`Remove ${labelOf(value)}`}
            onClick={() => onChange(values.filter((v) => v !== value))}
          >
            {labelOf(value)} <span aria-hidden="true">×</span>
          </button>
        ))}
        {values.length < max ? (
          <input
            id={id}
            list={`${id}-list`}
            value={written}
            placeholder={values.length ? "" : placeholder}
            autocomplete="off"
            spellcheck={false}
            aria-invalid={unknown}
            title={unknown ? "Not known: choose one of the list" : undefined}
            onInput={(event) => add(event.currentTarget.value, false)}
            onChange={(event) => add(event.currentTarget.value, true)}
            onKeyDown={(event) => {
              if (event.key === "Enter") {
                event.preventDefault();
                add(event.currentTarget.value, true);
              }
              if (event.key === "Backspace" && !written && values.length) onChange(values.slice(0, -1));
            }}
          />
        ) : null}
        <datalist id={`${id}-list`}>
          {options
            .filter((o) => !values.includes(o.value))
            .map((o) => (
              <option key={o.value} value={o.label}>
                {o.value}
              </option>
            ))}
        </datalist>
      </div>
    </div>
  );
}
