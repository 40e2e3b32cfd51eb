import { render } from "preact";
import { required } from "../../api/page";
import { followPlant } from "../plant/follow_plant";
import "../screens.css";
import { BoardScreen } from "./BoardScreen";
import "./board.css";
import { Freshness } from "./freshness";
import { Turning } from "./paging";
import { ownPage, renewPage } from "./renewal";
import { second } from "./second";
import { keepDisplayAwake } from "./wake_lock";

const followed = followPlant(document);
const { feed, page } = followed;
const planningUrl = required(page.root.dataset.planningUrl, "data-planning-url of #screen");
const freshness = new Freshness(feed, second);

renewPage(feed.connection, ownPage(), sessionStorage);
keepDisplayAwake();
page.root.replaceChildren();
render(
  <BoardScreen followed={followed} freshness={freshness} turning={new Turning()} planningUrl={planningUrl} />,
  page.root,
);
