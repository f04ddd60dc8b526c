"""Somebody at the page, for tests that read like what one does there."""

from dataclasses import dataclass, field

from playwright.async_api import ConsoleMessage, Locator, Page, Request, expect


@dataclass
class Person:
    """One open page. `complaints` is what its console said, `elsewhere` which requests went to another host."""

    page: Page
    url: str
    complaints: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    async def comes(self) -> None:
        """Opens the page."""
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", self._watch)
        await self.page.goto(self.url)
        await self.page.wait_for_selector(".welcome, [data-id]")

    async def is_(self, name: str) -> None:
        """Chooses who one is."""
        await self.page.locator("#me").click()
        await self.page.get_by_label("找人").fill(name)
        await self.page.keyboard.press("Enter")
        await expect(self.page.locator(".me-name")).to_have_text(name)

    async def says(self, text: str) -> None:
        """Writes in the open conversation and presses Enter."""
        await self.page.locator("#text").fill(text)
        await self.page.locator("#text").press("Enter")

    async def goes_to(self, name: str) -> None:
        """Opens the conversation with this name."""
        await self.page.locator(".conversation").filter(has_text=name).click()

    async def hears(self, text: str) -> None:
        """The last thing that the bot said here holds this text."""
        await expect(self.page.locator(".bubble.bot").last).to_contain_text(text)

    async def sees(self, text: str) -> None:
        """The side panel holds this text."""
        await expect(self.page.locator("#insight")).to_contain_text(text)

    async def chooses(self, bubble: Locator, item: str) -> None:
        """Opens the menu of a bubble and takes this item."""
        await bubble.hover()
        await bubble.get_by_role("button", name="更多").click()
        await self.page.get_by_role("menuitem", name=item).click()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _watch(self, request: Request) -> None:
        if not request.url.startswith((self.url, self.url.replace("http", "ws", 1))):
            self.elsewhere.append(request.url)
