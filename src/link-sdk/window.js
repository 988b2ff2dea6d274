// The last page of the window in which a user authorized at a source: the component on the page that opened it shows what came of it.
setTimeout(() => window.close(), 1500);
