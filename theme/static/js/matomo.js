// Matomo's commands, which have to be there before its script.  It does not count its
// author, who reads the site on his own machine, and keeps nothing in the browser.
{
  const { address, site } = document.currentScript.dataset;
  if (!/^(localhost|127\.|\[::1)/.test(location.hostname)) {
    window._paq = [["disableCookies"], ["trackPageView"], ["enableLinkTracking"]];
    window._paq.push(["setTrackerUrl", `${address}/matomo.php`], ["setSiteId", site]);
    const script = document.createElement("script");
    script.src = `${address}/matomo.js`;
    document.head.append(script);
  }
}
