"""The whole way of a decision, as the people of a city go it: each in a window of their own, on a running site.

Twice: with script, where axe looks at every page on the way, and without, where forms and links must do.
Only the staff's desk always has script, because Wagtail's editor needs it.
"""

import pytest
from playwright.sync_api import expect

from tests.tools.served import served

from .applying import come_back, send_application
from .atlas import explore
from .windows import LAPTOP, PHONE, Window

pytestmark = pytest.mark.browser

TITLE = "Night care for children"
PLANNED = "/priorities/stay-put-housing/"  # of the demo city: its board has a plan for it
NEED = "De noche no hay dónde dejar a los niños mientras una estudia."
DUE = 6  # seconds: what falls due is done by a loop that comes round every five


@pytest.fixture(scope="module", params=["with script", "without script"])
def script(request):
    return request.param == "with script"


@pytest.fixture(scope="module")
def city(script, clones, django_db_setup, django_db_blocker):
    """A city for each journey: its empty seat can be taken once."""
    with django_db_blocker.unblock(), served(clones, "journey", DEMO="1") as site:
        yield site


@pytest.fixture
def person(window, script):
    """Opens the window of somebody of the city, or of a visitor: person("rosa")."""
    return lambda who="": window(who, script=script)


def test_a_need_becomes_money_and_the_fund_answers(city, window, person, look):
    yesenia, rosa, noi, darnell, visitor = map(person, ["yesenia", "rosa", "noi", "darnell", ""])

    suggestion = suggest(yesenia, look)
    for member in (rosa, noi, darnell):
        look(member.go(suggestion)).press("Put it forward")
    look(darnell.sees("On the board’s table"))
    priority = draft_review_and_publish(window("andre", size=LAPTOP), window("beth", size=LAPTOP))

    look(visitor.go(priority).sees("Not adopted"))
    look(yesenia.go(priority).sees("has not adopted this priority"))
    look(yesenia.go(f"{priority}proposal/").sees("has not adopted this priority").sees("The charter says"))
    discuss(rosa, noi, darnell, priority, look)
    adoption = decide(rosa, noi, priority, look)
    look(visitor.go(adoption).sees("Passed"))
    look(visitor.go(priority).sees("takes proposals"))

    code, letter = send_application(window(script=False, size=PHONE), "/es", contact="555-0199", look=look)
    take_a_seat(yesenia, rosa, noi, person("sam"), look)
    neighbor = come_back(window(script=False, size=PHONE), "/es", code)
    assert neighbor.path == letter
    look(neighbor.sees("Esta vez la respuesta es no.").sees("Otras formas de participar"))
    proposal = propose(yesenia, PLANNED, look)  # money goes only to what the plan in force names
    decision = decide(rosa, noi, proposal, look)
    look(visitor.go(decision).sees("The fund must answer by"))
    answer(person("andre"), decision, look)

    look(visitor.go(proposal).sees("Passed").sees("The fund has answered"))
    look(visitor.go("/record/").sees("answered").sees(TITLE))
    assert "The record holds" in city.manage("verify_record")
    assert explore(city.url), "Whatever a visitor can reach from here is there"


def suggest(resident: Window, look) -> str:
    """A resident says in Spanish what is needed. The address of the suggestion."""
    look(resident.go("/priorities/suggestion/"))
    resident.write("What is needed?", NEED)
    resident.write("Who needs it?", "Madres que estudian o trabajan de noche en Lucía Park.")
    resident.write("What would help?", "Una casa abierta hasta las once, con gente que conocemos.")
    resident.choose("Eastbank Resident Advisory Board")
    resident.main.get_by_label("Which language do you write in?").select_option("es")
    look(resident.press("Send my suggestion").sees(NEED).sees("0 of 3 members"))
    return resident.path


def draft_review_and_publish(author: Window, reviewer: Window) -> str:
    """Staff write the priority down at their desk; somebody else of them publishes it. Its public address."""
    desk = author.go("/staff/snippets/priorities/priority/add/").page
    answers = {
        "title": TITLE,
        "need": "Of 40 people who began night classes, 22 stopped in the first month.",
        "history": "The evening nursery on Fourth was closed in 2009 to save $31,000.",
        "burdened": "Mothers in Lucía Park who study or work at night.",
        "benefits": "Parents who can learn, and their children.",
        "success": "In two years nobody leaves a night class for want of care.",
        "amount": "80,000",
    }
    for field, words in answers.items():
        desk.locator(f"[name={field}]").fill(words)
    desk.locator("[name=board]").select_option(label="Eastbank Resident Advisory Board")
    desk.locator("[name=area]").select_option("education")
    desk.locator("[name=origin]").select_option("resident")
    desk.get_by_role("button", name="Choose a suggestion").click()
    desk.get_by_role("dialog").get_by_role("link", name=NEED).first.click()
    expect(desk.locator("[data-chooser-title]")).to_contain_text(NEED)
    desk.get_by_role("button", name="More actions").click()
    desk.get_by_role("button", name="Submit to Priority: review").click()
    expect(desk.locator(".messages")).to_contain_text("submitted for moderation")

    desk = reviewer.go("/staff/").page
    desk.get_by_role("link", name=TITLE).first.click()
    desk.get_by_role("button", name="More actions").click()
    desk.get_by_role("button", name="Approve and Publish").click()
    expect(desk.locator(".messages")).to_contain_text(TITLE)
    return "/priorities/night-care-for-children/"


def say(one: Window, words: str) -> None:
    one.write("Add to the discussion", words).press("Send message").sees(words)


def numbers(one: Window) -> list[int]:
    """The numbers of the messages on the page, from top to bottom."""
    return one.page.eval_on_selector_all("[role=log] article", "all => all.map(one => +one.id.slice(1))")


def discuss(rosa: Window, noi: Window, darnell: Window, priority: str, look) -> None:
    """Members talk before they decide. One of them rides through a tunnel and misses nothing."""
    talk = noi.go(priority).main.get_by_role("log")
    say(rosa.go(priority), "¿Quién cuida a los niños hasta las once?")
    if not noi.script:
        noi.page.reload()
    expect(talk).to_contain_text("hasta las once", timeout=1000)
    say(noi, "Two of the elders would, if somebody pays them.")
    if not noi.script:
        return

    expect(rosa.main.get_by_role("log")).to_contain_text("Two of the elders", timeout=1000)
    noi.context.set_offline(True)
    darnell.go(priority)
    for n in range(1, 6):
        say(darnell if n % 2 else rosa, f"Said in the tunnel, {n} of 5.")
    expect(talk).not_to_contain_text("Said in the tunnel")
    noi.context.set_offline(False)
    expect(talk).to_contain_text("5 of 5")
    kept = noi.context.request.get(noi.page.locator("live-room").get_attribute("data-messages") + "?after=0").json()
    assert numbers(noi) == [message["seq"] for message in kept["messages"]] == list(range(1, 8))
    look(noi)


def decide(mover: Window, seconder: Window, thing: str, look) -> str:
    """Two members put a thing to the vote; it opens, all vote, it is decided. The address of the result."""
    mover.go(thing).choose("End the vote as soon as everyone on the roll has voted")
    look(mover.press("Ask for a vote").sees("1 more member must ask for this vote"))
    vote = mover.path
    look(seconder.go(vote)).press("I ask for this vote too")
    look(seconder.waits_for("Voting closes", DUE))

    look(mover.go(vote).follow("Go to my ballot")).choose("Yes")
    look(mover.press("Check my ballot").sees("You have not voted yet"))
    look(mover.press("Send my ballot").sees("Your ballot is recorded"))
    mover.go("/demo/")
    others = mover.main.locator("form", has=mover.page.locator(f"[name=vote][value='{vote.split('/')[2]}']"))
    look(mover)
    others.get_by_label("Yes").check()
    others.get_by_role("button", name="Let them vote").click()
    look(mover.waits_for("This vote is decided", DUE).follow("See the result"))
    return mover.sees("Who voted, and how").path


def take_a_seat(resident: Window, mover: Window, seconder: Window, clerk: Window, look) -> None:
    """A resident applies, the board chooses her, the clerk gives her the seat."""
    look(resident.go("/boards/eastbank/").follow("Apply for a seat"))
    look(resident.follow("Apply for this seat").sees("Question 1 of 5")).press("Keep this and go on")
    resident.write("In your own words", "Vivo en Lucía Park desde niña y estudio de noche.")
    for question in ("What do you need", "How would you like to be paid?", "Who are you", "Look once more"):
        look(resident.press("Keep this and go on").sees(question))
    look(resident.press("Send my application").sees("Your application is sent."))
    application = resident.path
    number = application.rstrip("/").rpartition("/")[2]
    look(mover.go("/boards/eastbank/").follow("Applications"))
    look(mover.follow(f"Application {number}")).sees("Vivo en Lucía Park")
    assert "Yesenia" not in mover.main.inner_text()
    mover.choose("3: well").write("Why?", "She knows the evenings.")
    look(mover.press("Keep my score").sees("Application of Yesenia Morales"))
    decide(mover, seconder, mover.path, look)

    look(clerk.go("/boards/eastbank/").follow("Applications"))
    look(clerk.follow("Yesenia Morales"))
    look(clerk.press("Give the seat").sees("Has the seat"))
    look(resident.go(application).sees("You have the seat"))
    look(resident.go("/boards/eastbank/").sees("8 residents, 3 organizations").sees("You sit here"))


def propose(resident: Window, priority: str, look) -> str:
    """Somebody writes a proposal and sends it. Its address."""
    look(resident.go(priority).follow("Write a proposal"))
    resident.write("Give it a short name", "Casa de noche")
    resident.write("What do you want to do?", "Abrimos la sala de Temple Hall de seis a once.")
    resident.write("Why is it needed?", "Mi vecina dejó la clase porque no tenía con quién dejar a su hija.")
    look(resident.write("How much money do you ask for?", "390,000").press("Check my proposal").sees("no more than"))
    resident.write("How much money do you ask for?", "31,000.50")
    look(resident.press("Check my proposal").sees("not sent yet").sees("$31,000.50"))
    look(resident.press("Send my proposal").sees("Before the board"))
    return resident.path


def answer(staff: Window, decision: str, look) -> None:
    """The fund says what it does about what was decided."""
    staff.go(decision).main.locator("summary", has_text="Answer for the fund").click()
    staff.choose("Carried out").write("Why, and what happens when?", "The money is paid on the first of the month.")
    look(staff)
    look(staff.press("Send the answer").sees("The fund has answered"))
