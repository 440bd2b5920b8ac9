// Keeps what changes up to date, unless somebody pauses it; shows Hangfire's own times as Belgian ones. Every page works without it.
(function () {
  'use strict';
  var every = 5000, remembered = 'raas-refresh-paused';

  function belgian(seconds) {
    var parts = {};
    new Intl.DateTimeFormat('en-GB', {
      timeZone: 'Europe/Brussels', day: '2-digit', month: '2-digit', year: 'numeric',
      hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23'
    }).formatToParts(new Date(seconds * 1000)).forEach(function (p) { parts[p.type] = p.value; });
    return parts.day + '/' + parts.month + '/' + parts.year + ' ' + parts.hour + ':' + parts.minute + ':' + parts.second;
  }

  function mendTimes() {
    document.querySelectorAll('[data-moment-local]').forEach(function (e) {
      var text = belgian(Number(e.getAttribute('data-moment-local')));
      if (e.textContent !== text) e.textContent = text;
    });
    document.querySelectorAll('[data-moment-title]').forEach(function (e) {
      var text = belgian(Number(e.getAttribute('data-moment-title')));
      if (e.getAttribute('title') !== text) e.setAttribute('title', text);
    });
  }

  // Hangfire writes them once the page is there, and again when it asks for numbers.
  window.addEventListener('load', function () { mendTimes(); setInterval(mendTimes, 1000); });

  var main = document.getElementById('raas-main');
  if (!main || !main.querySelector('[data-live]')) return;
  var button = main.querySelector('[data-refresh]');
  var paused = false;
  try { paused = localStorage.getItem(remembered) === '1'; } catch (e) { /* not allowed to remember */ }

  function show() {
    button.textContent = paused ? 'Resume refresh' : 'Pause refresh';
  }
  if (button) {
    button.hidden = false;
    show();
    button.addEventListener('click', function () {
      paused = !paused;
      try { localStorage.setItem(remembered, paused ? '1' : '0'); } catch (e) { /* not allowed to remember */ }
      show();
    });
  }

  // Whoever reads or types there is not disturbed.
  function isInUse(part) {
    return part.contains(document.activeElement) || part.querySelector('details[open]') !== null;
  }

  function refresh() {
    if (paused || document.hidden) return;
    fetch(location.pathname + location.search, { credentials: 'same-origin', cache: 'no-store' })
      .then(function (answer) { return answer.ok ? answer.text() : null; })
      .then(function (text) {
        if (!text || paused) return;
        var now = new DOMParser().parseFromString(text, 'text/html');
        main.querySelectorAll('[data-live]').forEach(function (part) {
          var fresh = now.querySelector('[data-live="' + part.getAttribute('data-live') + '"]');
          if (fresh && !isInUse(part) && part.innerHTML !== fresh.innerHTML) part.innerHTML = fresh.innerHTML;
        });
        document.title = now.title;
        var icon = document.querySelector('link[rel="icon"]'), other = now.querySelector('link[rel="icon"]');
        if (icon && other) icon.href = other.href;
      })
      .catch(function () { /* the host is away: the next time */ });
  }
  setInterval(refresh, every);
})();
