import { render } from "preact";
import { required } from "../../api/page";
import { ChangeDesk } from "../changes/desk";
import { followPlant } from "../plant/follow_plant";
import "../screens.css";
import { PlanningScreen } from "./PlanningScreen";
import "./planning.css";

const followed = followPlant(document);
const { api, feed, page, plant } = followed;
const desk = new ChangeDesk(api, { slot: (id) => plant.slot(id), reload: () => feed.reload() });
const planningUrl = required(page.root.dataset.planningUrl, "data-planning-url of #screen");

page.root.replaceChildren();
render(<PlanningScreen followed={followed} desk={desk} planningUrl={planningUrl} />, page.root);
