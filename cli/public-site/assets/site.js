// What pages gain by scripts: suggestions while one types, and buttons that print. Everything works without.

for (const button of document.querySelectorAll('[data-print]')) {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}

for (const form of document.querySelectorAll('form[data-suggest]')) suggest(form, form.querySelector('input[name=q]'));

// Suggestions as a combobox with a list (WAI-ARIA Authoring Practices): arrows choose, Enter opens, Escape closes.
function suggest(form, input) {
  const state = form.querySelector('[role=status]');
  const list = document.createElement('ul');
  list.id = 'q-list';
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', '可能的主体');
  list.hidden = true;
  input.after(list);
  for (const [name, value] of [
    ['role', 'combobox'],
    ['aria-autocomplete', 'list'],
    ['aria-controls', list.id],
    ['aria-expanded', 'false'],
  ]) {
    input.setAttribute(name, value);
  }

  let chosen = -1;
  let timer;
  let asked = 0;

  const show = (subjects) => {
    chosen = -1;
    list.replaceChildren(...subjects.map(option));
    list.hidden = subjects.length === 0;
    input.setAttribute('aria-expanded', String(subjects.length > 0));
    input.removeAttribute('aria-activedescendant');
    state.textContent = subjects.length === 0 ? '' : `有 ${subjects.length} 个建议，用上下方向键选择`;
  };

  const option = ({ name, code, area }, index) => {
    const item = document.createElement('li');
    item.id = `q-option-${index}`;
    item.setAttribute('role', 'option');
    item.setAttribute('aria-selected', 'false');
    item.dataset.code = code;
    const title = document.createElement('span');
    title.textContent = name;
    const note = document.createElement('small');
    note.textContent = `${code}　${area}`;
    item.append(title, note);
    item.addEventListener('mousedown', (event) => {
      event.preventDefault();
      open(item);
    });
    return item;
  };

  const open = (item) => {
    location.assign(`/subject/${encodeURIComponent(item.dataset.code)}`);
  };

  const choose = (index) => {
    const items = [...list.children];
    chosen = (index + items.length) % items.length;
    for (const [at, item] of items.entries()) item.setAttribute('aria-selected', String(at === chosen));
    input.setAttribute('aria-activedescendant', items[chosen].id);
    items[chosen].scrollIntoView({ block: 'nearest' });
  };

  const ask = async () => {
    const number = ++asked;
    const text = input.value.trim();
    if (text.length < 2 || isPersonal(text)) return show([]);
    try {
      const response = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(text)}`);
      const { suggestions } = response.ok ? await response.json() : { suggestions: [] };
      if (number === asked) show(suggestions);
    } catch {
      show([]); // suggestions are an extra; the form itself goes on working
    }
  };

  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 200);
  });
  input.addEventListener('keydown', (event) => {
    if (list.hidden) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const first = event.key === 'ArrowDown' ? 0 : -1;
      choose(chosen < 0 ? first : chosen + (event.key === 'ArrowDown' ? 1 : -1));
    } else if (event.key === 'Enter' && chosen >= 0) {
      event.preventDefault();
      open(list.children[chosen]);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      show([]);
    }
  });
  input.addEventListener('blur', () => show([]));
  form.addEventListener('submit', (event) => {
    if (!isPersonal(input.value)) return;
    event.preventDefault(); // a citizen's number does not even leave the browser
    input.value = '';
    state.textContent = '不提供自然人查询，请勿输入身份证号码。';
  });
}

function isPersonal(text) {
  return /^\d{15}$|^\d{6}(18|19|20)\d{9}[\dXx]?$/.test(text.replace(/[\s-]/g, ''));
}
