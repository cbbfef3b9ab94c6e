// Sets light or dark before the first paint. A file of its own, so that the page needs no inline script.
try {
  var chosen = localStorage.getItem('etcetera-color-scheme') || 'auto';
  var dark = chosen === 'dark' || (chosen === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
} catch {
  // Storage is closed to this page: the light scheme stays.
}
