"""Each page in each of its states, and the way to it: what the accessibility tests walk through."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from playwright.sync_api import expect

from tests.browser.phone import Phone
from tests.browser.visitor import PASSWORD


@dataclass(frozen=True)
class Face:
    """One page in one state. `show` leads there from its address."""

    name: str
    path: str
    show: Callable[[Phone], None] = lambda _: None


def cut_off(phone: Phone) -> None:
    """What stands in for a page that needs the server."""
    phone.page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    phone.wait_for("navigator.serviceWorker.controller !== null")
    phone.context.set_offline(True)
    phone.page.reload()
    expect(phone.page.locator("ev-stop")).to_be_visible()


def begun(phone: Phone) -> None:
    expect(phone.page.locator("ev-player")).to_have_attribute("data-state", "running")
    expect(phone.part("title")).not_to_be_empty()


def breathing(phone: Phone) -> None:
    begun(phone)
    for _ in range(12):
        if phone.page.locator('[data-part="pacer"]').is_visible():
            return
        phone.mark("skip")
    raise LookupError("no breathing in this routine")


def sheet(button: str) -> Callable[[Phone], None]:
    def show(phone: Phone) -> None:
        begun(phone)
        phone.tap(button)
        expect(phone.page.locator("dialog[open]")).to_be_visible()

    return show


def finished(phone: Phone) -> None:
    begun(phone)
    phone.tap("stop")
    phone.tap("too-tired")
    expect(phone.part("finish-title")).to_be_visible()


def drawn(tag: str) -> Callable[[Phone], None]:
    def show(phone: Phone) -> None:
        phone.expect_state("saved")
        expect(phone.page.locator(f"{tag} h1:visible").first).not_to_be_empty()

    return show


def step_open(phone: Phone) -> None:
    drawn("ev-routine-edit")(phone)
    phone.tap(phone.page.locator(".edit-head").first)
    expect(phone.part("panel")).to_be_visible()


def written(phone: Phone) -> None:
    expect(phone.part("form-heading")).not_to_be_empty()


def nobody(phone: Phone) -> None:
    expect(phone.page.locator("ev-tonight")).to_have_attribute("data-view", "nobody")


def lost(phone: Phone) -> None:
    expect(phone.page.locator("ev-push-setup")).to_have_attribute("data-state", "mend")


def rings(phone: Phone) -> None:
    """And all ways of installing are unfolded."""
    phone.tap(phone.page.locator("[data-act=on]:visible"))
    expect(phone.page.locator("ev-push-setup")).to_have_attribute("data-state", "set")
    for folded in ("details:not([open]) > summary",) * 5:
        if phone.page.locator(folded).first.is_visible():
            phone.tap(phone.page.locator(folded).first)


def cramped(phone: Phone) -> None:
    expect(phone.part("since")).not_to_be_empty()
    phone.tap(phone.page.locator('[data-part="step"] summary'))


def stays(phone: Phone) -> None:
    """The question whether it has let go, and the card with whom to call."""
    while phone.part("next").is_visible():
        phone.tap("next")
        phone.page.wait_for_timeout(50)
    phone.tap("help")
    phone.tap(phone.page.locator('[data-part="alert"] summary'))


def told_of(phone: Phone) -> None:
    """All that may be said, and how much one slept."""
    phone.expect_state("saved")
    for fold in phone.page.locator("ev-morning summary").all():
        phone.tap(fold)
    for name, hour in (("lights_out", "23:00"), ("woke", "06:30")):
        phone.page.locator(f"#{name}").fill(hour)
        phone.page.locator(f"#{name}").blur()
    phone.tap(phone.page.locator('[data-numbers="quality"] [data-value="4"]'))
    expect(phone.part("undo-row")).to_be_visible()


def which_night(phone: Phone) -> None:
    phone.expect_state("saved")
    phone.tap("another")
    expect(phone.page.locator("dialog[open]")).to_be_visible()


def in_numbers(phone: Phone) -> None:
    drawn("ev-tonight")(phone)
    phone.tap(phone.page.locator('[data-part="told-more"] > summary'))
    phone.page.evaluate("document.querySelector('[data-part=strays]').hidden = false")
    phone.page.evaluate("document.querySelector('[data-part=ask-morning]').hidden = false")


def stirred(phone: Phone) -> None:
    in_numbers(phone)
    phone.tap("ask-triggers")
    expect(phone.page.locator("dialog[open]")).to_be_visible()


def travelled(phone: Phone) -> None:
    drawn("ev-tonight")(phone)
    phone.page.evaluate(
        """async () => {
            const at = document.documentElement.dataset.static + "js/elements/tonight/travel.js";
            const { showTravel } = await import(at);
            const question = { zone: "Pacific/Apia", place: "Apia", moved: "21:45", kept: "09:45" };
            showTravel(document.querySelector("[data-part=travel]"), question, () => {});
        }"""
    )
    expect(phone.part("travel")).to_be_visible()


def later(phone: Phone) -> None:
    drawn("ev-tonight")(phone)
    phone.tap("later")
    expect(phone.page.locator("dialog[open]")).to_be_visible()


def address_made(phone: Phone) -> None:
    """With every help unfolded, and the address that is shown once."""
    phone.tap(phone.page.locator('form[action$="/calendar"] button'))
    expect(phone.page.locator("ev-copy input")).to_be_visible()
    for fold in phone.page.locator("summary").all():
        phone.tap(fold)


def unfolded(phone: Phone) -> None:
    for fold in phone.page.locator("main summary").all():
        phone.tap(fold)


def compared(phone: Phone) -> None:
    for name in ("thing", "outcome"):
        phone.tap(phone.page.locator(f"label:has([name={name}])").first)
    phone.tap(phone.page.locator(".dock button"))
    expect(phone.page.locator("section[role=status]")).to_be_visible()


def deleted(phone: Phone) -> None:
    phone.page.fill("#password", PASSWORD)
    phone.tap(phone.page.locator(".dock-main button"))
    phone.expect_at("/goodbye")
    expect(phone.part("cleared")).to_be_visible()


def refused(phone: Phone) -> None:
    """With what is wrong with the file."""
    phone.page.set_input_files("input[type=file]", {"name": "x.json", "mimeType": "", "buffer": b"{}"})
    phone.tap(phone.page.locator(".dock-main button"))
    expect(phone.page.locator(".field-error")).to_be_visible()


def invited(phone: Phone) -> None:
    phone.page.fill("[name=who]", "Lena")
    phone.tap(phone.page.locator(".dock .main-button"))
    expect(phone.page.locator("#new-link")).to_be_visible()


def helping(phone: Phone) -> None:
    """With all that may be shown and done."""
    expect(phone.part("evening")).to_be_visible()
    for fold in phone.page.locator("ev-caring summary").all():
        phone.tap(fold)


def hands(phone: Phone) -> None:
    expect(phone.part("evening")).to_be_visible()
    phone.tap(phone.page.locator('[data-part="steps"] [data-part="open"]').last)
    expect(phone.page.locator("dialog[open]")).to_be_visible()


SIGNED_OUT = (
    Face("welcome", "/"),
    Face("sign-up", "/sign-up"),
    Face("sign-in", "/sign-in"),
    Face("invite", "{invite}"),
    Face("about", "/about"),
    Face("error", "/no-such-page"),
    Face("tonight of nobody", "/tonight", nobody),
    Face("a cramp", "/now", cramped),
    Face("a cramp that stays", "/now", stays),
)
# In this order: each goes on from where the one before it left the evening.
BEFORE = (
    *(Face(f"profile {n}", f"/profile/{n}") for n in range(1, 5)),
    Face("routine", "/routine"),
    Face("tonight", "/tonight", drawn("ev-tonight")),
    Face("travelled", "/tonight", travelled),
    Face("told later", "/tonight", later),
    Face("the evening in numbers", "/tonight", in_numbers),
    Face("what stirs the legs", "/tonight", stirred),
    Face("morning", "/morning", told_of),
    Face("which night", "/morning", which_night),
)
PEOPLE_AND_REMINDERS = (
    Face("people", "/people"),
    Face("you", "/you"),
    Face("your data", "/you/data"),
    Face("a file to bring in", "/you/data/bring"),
    Face("a file that is refused", "/you/data/bring", refused),
    Face("what was brought in", "/you/data/brought"),
    Face("the last look", "/you/delete"),
    Face("the password once more", "/confirm"),
    Face("reminders", "/reminders", lost),
    Face("this phone rings", "/reminders", rings),
    Face("elsewhere", "/reminders/elsewhere"),
    Face("a calendar address", "/reminders/elsewhere", address_made),
)
FROM_THE_RUN_ON = (
    Face("caring", "/caring", drawn("ev-caring")),
    Face("player", "/player", begun),
    Face("why", "/player", sheet("why")),
    Face("stop", "/player", sheet("stop")),
    Face("breathing", "/player", breathing),
    Face("finished", "/player", finished),
    Face("settled", "/tonight", drawn("ev-tonight")),
    Face("nights", "/nights", drawn("ev-nights")),
    Face("routines", "/routines", drawn("ev-routines")),
    Face("editor", "/routine/edit", step_open),
    Face("steps of one's own", "/routine/own", drawn("ev-own-steps")),
    Face("a step of one's own", "/routine/own#new", written),
)

HELPED = (
    Face("somebody who helps", "/people"),
    Face("what they have", "/people/{grant}"),
    Face("what they shall have", "/people/{grant}/change"),
    Face("somebody more", "/people/add"),
    Face("their link", "/people/add", invited),
    Face("what was sent", "/people/log"),
    Face("stop everyone", "/people/stop"),
    Face("safety", "/people/safety"),
    Face("somebody to help", "/caring", helping),
    Face("a step for one's hands", "/caring", hands),
    Face("stop everyone without a network", "/people", cut_off),
)
LOOKING_BACK = (
    Face("look", "/nights/look", unfolded),
    Face("look at all", "/nights/look?range=all", unfolded),
    Face("side by side", "/nights/compare", compared),
    Face("with a coin", "/nights/coin"),
    Face("a page for a visit", "/nights/paper"),
    Face("nights that cannot be", "/nights/paper?first=2026-02-01&last=2026-01-01"),
    Face("the evening on paper", "/routine/sheet"),
)


def walk(phone: Phone, faces: tuple[Face, ...], **places: str) -> Iterator[Face]:
    """Each face in turn, on the screen. The run begins on the way, before the first page of the player."""
    for face in faces:
        if face.name == "player":
            phone.open("/tonight")
            phone.wait_until_ready()
            phone.begin("full")
        phone.open(face.path.format(**places))
        face.show(phone)
        yield face
        phone.context.set_offline(False)
