import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { gettext } from "../../language/gettext";
import type { ChangeDesk, Notice } from "../changes/desk";
import { Icon } from "./icons";

interface Props {
  readonly desk: ChangeDesk;
  readonly loginUrl: string;
}

/** What became of the planner's last change, with the way back. It stays until the next one, or until dismissed. */
export function NoticeBar({ desk, loginUrl }: Props): JSX.Element {
  const notice = desk.notice.value;
  const bar = useRef<HTMLElement>(null);
  // With the notice goes the button that was pressed: whoever uses the keyboard goes on from here.
  const leave = (go: () => void) => () => {
    bar.current?.focus();
    go();
  };
  // Both regions are there before anything is said in them: screen readers announce changes, not newcomers.
  return (
    <section ref={bar} class="notice-bar" tabIndex={-1} aria-label={gettext("Last change")}>
      <div role="status">
        {notice?.kind === "done" && <Done notice={notice} leave={leave} dismiss={() => desk.dismissNotice()} />}
      </div>
      <div role="alert">
        {notice?.kind === "refused" && (
          <Refused notice={notice} loginUrl={loginUrl} leave={leave} dismiss={() => desk.dismissNotice()} />
        )}
      </div>
    </section>
  );
}

type Shown<Kind extends Notice["kind"]> = {
  notice: Extract<Notice, { kind: Kind }>;
  /** What a button does that goes away with the notice. */
  leave: (go: () => void) => () => void;
  dismiss: () => void;
};

function Done({ notice, leave, dismiss }: Shown<"done">): JSX.Element {
  return (
    <div class="notice notice-done">
      <p>{notice.message}</p>
      {notice.warnings.map((warning) => (
        <p class="notice-warning" key={warning}>
          <Icon name="warning" />
          {warning}
        </p>
      ))}
      {notice.undo && (
        <button type="button" onClick={leave(notice.undo)}>
          {gettext("Undo")}
        </button>
      )}
      <Dismiss dismiss={leave(dismiss)} />
    </div>
  );
}

function Refused({
  notice: { message, failure, retry },
  loginUrl,
  leave,
  dismiss,
}: Shown<"refused"> & { loginUrl: string }) {
  return (
    <div class="notice notice-refused">
      <p>
        <Icon name="warning" />
        <strong>{message}</strong> {failure.message}
      </p>
      {failure.remedy === "log-in" && <a href={loginUrl}>{gettext("Log in again")}</a>}
      {failure.remedy === "reload" && <a href={location.href}>{gettext("Reload this page")}</a>}
      {failure.remedy === "none" && (
        <button type="button" onClick={leave(retry)}>
          {gettext("Try again")}
        </button>
      )}
      <Dismiss dismiss={leave(dismiss)} />
    </div>
  );
}

function Dismiss({ dismiss }: { dismiss: () => void }): JSX.Element {
  return (
    <button type="button" class="quiet" onClick={dismiss}>
      {gettext("Dismiss")}
    </button>
  );
}
