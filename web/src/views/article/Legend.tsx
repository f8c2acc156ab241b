/* Which roles are marked, how they look; each can be left out. */
import { type Role, ROLES, ROLE_WORDS } from "./roles";

interface Props {
  shown: Set<Role>;
  onChange: (shown: Set<Role>) => void;
}

export function Legend({ shown, onChange }: Props) {
  return (
    <fieldset class="roles">
      <legend class="hidden">Marked in the text</legend>
      {ROLES.map((role) => (
        <label key={role}>
          <input
            type="checkbox"
            checked={shown.has(role)}
            onChange={(event) => {
              const next = new Set(shown);
              if (event.currentTarget.checked) next.add(role);
              else next.delete(role);
              onChange(next);
            }}
          />
          <span class={`role ${role}`}>{ROLE_WORDS[role]}</span>
        </label>
      ))}
    </fieldset>
  );
}
