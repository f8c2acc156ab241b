/* Asks for the token that the server wants. It stays in this tab and goes when the tab is closed. */
import { useEffect, useRef } from "preact/hooks";
import { setToken, token, tokenWanted } from "./api";
import { useSignal } from "./signal";

export function TokenPrompt() {
  const wanted = useSignal(tokenWanted);
  const dialog = useRef<HTMLDialogElement>(null);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (wanted) dialog.current?.showModal();
    else dialog.current?.close();
  }, [wanted]);
  return (
    <dialog ref={dialog} aria-labelledby="token-title">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (input.current?.value) setToken(input.current.value.trim());
        }}
      >
        <h2 id="token-title">This server asks for a token</h2>
        {token() ? <p class="error">It did not take the last one.</p> : null}
        <p>
          Who runs the server gives it out. The page keeps it in this tab only.
        </p>
        <label for="token">Token</label>
        <input id="token" type="password" autocomplete="off" ref={input} required />
        <button type="submit">Use it</button>
      </form>
    </dialog>
  );
}
