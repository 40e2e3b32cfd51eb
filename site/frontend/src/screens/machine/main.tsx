import { render } from "preact";
import { required } from "../../api/page";
import { ChangeDesk, type Shown } from "../changes/desk";
import { SearchPoolDocument } from "../generated/documents";
import "../screens.css";
import { followMachine } from "./follow_machine";
import { MachineScreen } from "./MachineScreen";
import "./machine.css";
import type { PlannerTools } from "./SlotPanel";
import { Setups } from "./setups";

const screen = required(document.getElementById("screen"), "the element #screen");
const machinePk = Number(required(screen.dataset.machinePk, "data-machine-pk of #screen"));
const planningUrl = required(screen.dataset.planningUrl, "data-planning-url of #screen");

const followed = followMachine(document, machinePk);
const { api, feed, page, watched } = followed;
const shown: Shown = { slot: (id) => watched.slot(id), reload: () => feed.reload() };
const desk = new ChangeDesk(api, shown);
const tools: PlannerTools = {
  desk,
  setups: new Setups(api, desk, shown),
  async askPool(words, abort) {
    const { operationPool } = await api.ask(SearchPoolDocument, { search: words }, { abort });
    return operationPool;
  },
};

page.root.replaceChildren();
render(<MachineScreen followed={followed} tools={tools} planningUrl={planningUrl} />, page.root);
