// Our pages darken by a class, as unfold does it; Django's admin marks its theme by an attribute.
{
  const page = document.documentElement;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const follow = () => {
    const theme = page.dataset.theme;
    page.classList.toggle("dark", theme === "dark" || (theme !== "light" && dark.matches));
  };
  new MutationObserver(follow).observe(page, { attributes: true, attributeFilter: ["data-theme"] });
  dark.addEventListener("change", follow);
  follow();
}
