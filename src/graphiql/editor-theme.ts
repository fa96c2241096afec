import type { editor } from 'monaco-editor';

/** Options of every editor; GraphiQL has no property for them. */
export const editorOptions: editor.IEditorOptions & editor.IGlobalEditorOptions = {
  fontFamily: "'JetBrains Mono Variable', ui-monospace, 'DejaVu Sans Mono', monospace",
  fontSize: 13,
  lineHeight: 21,
  guides: { indentation: false, bracketPairs: false },
  lineNumbersMinChars: 3,
  links: false,
  wordWrap: 'on',
  padding: { top: 4 },
  scrollbar: { verticalScrollbarSize: 8, horizontalScrollbarSize: 8, useShadows: false },
  unicodeHighlight: { ambiguousCharacters: false },
};

/** The inks of tokens.css; Monaco takes hexadecimal colours only. */
interface Inks {
  base: 'vs' | 'vs-dark';
  ink: string;
  ink2: string;
  ink3: string;
  faint: string;
  accent: string;
  accentSoft: string;
  green: string;
  amber: string;
  blue: string;
  raised: string;
  hover: string;
  line2: string;
}

const light: Inks = {
  base: 'vs',
  ink: '#14181c',
  ink2: '#535c66',
  ink3: '#5f6873',
  faint: '#a3abb4',
  accent: '#0a6a84',
  accentSoft: '#e4f1f5',
  green: '#18704a',
  amber: '#8a5300',
  blue: '#1f5fbf',
  raised: '#ffffff',
  hover: '#f2f4f6',
  line2: '#d4d9de',
};

const dark: Inks = {
  base: 'vs-dark',
  ink: '#eceff2',
  ink2: '#a7b0ba',
  ink3: '#949da8',
  faint: '#5b646e',
  accent: '#5bc0da',
  accentSoft: '#123039',
  green: '#5fcb93',
  amber: '#e9b44c',
  blue: '#7fb0f5',
  raised: '#1c2025',
  hover: '#1d2126',
  line2: '#343b42',
};

export const editorThemes: Record<string, editor.IStandaloneThemeData> = {
  'keelson-light': themeOf(light),
  'keelson-dark': themeOf(dark),
};

function themeOf(inks: Inks): editor.IStandaloneThemeData {
  const rule = (token: string, colour: string) => ({ token, foreground: colour.slice(1) });
  return {
    base: inks.base,
    inherit: true,
    rules: [
      rule('', inks.ink),
      rule('comment', inks.ink3),
      rule('keyword', inks.accent),
      rule('key.identifier', inks.ink),
      rule('type.identifier', inks.blue),
      rule('argument.identifier', inks.ink2),
      rule('annotation', inks.amber),
      rule('number', inks.amber),
      rule('string', inks.green),
      rule('string.key.json', inks.ink2),
      rule('string.value.json', inks.green),
      rule('keyword.json', inks.accent),
      rule('delimiter', inks.ink3),
      rule('operator', inks.ink3),
    ],
    colors: {
      'editor.background': '#00000000',
      'editor.foreground': inks.ink,
      'editorLineNumber.foreground': inks.faint,
      'editorLineNumber.activeForeground': inks.ink2,
      'editorCursor.foreground': inks.accent,
      'editor.selectionBackground': `${inks.accent}33`,
      'editor.inactiveSelectionBackground': `${inks.accent}1f`,
      'editor.wordHighlightBackground': `${inks.accent}1a`,
      'editorBracketMatch.background': inks.accentSoft,
      'editorBracketMatch.border': '#00000000',
      // One quiet colour for brackets of every depth.
      ...Object.fromEntries([1, 2, 3, 4, 5, 6].map(depth => [`editorBracketHighlight.foreground${depth}`, inks.ink3])),
      'editorBracketHighlight.unexpectedBracket.foreground': inks.amber,
      'scrollbar.shadow': '#00000000',
      'scrollbarSlider.background': `${inks.faint}55`,
      'scrollbarSlider.hoverBackground': `${inks.faint}88`,
      'scrollbarSlider.activeBackground': `${inks.faint}aa`,
      'editorWidget.background': inks.raised,
      'editorWidget.border': inks.line2,
      'editorHoverWidget.background': inks.raised,
      'editorHoverWidget.border': inks.line2,
      'editorSuggestWidget.background': inks.raised,
      'editorSuggestWidget.border': inks.line2,
      'editorSuggestWidget.foreground': inks.ink,
      'editorSuggestWidget.highlightForeground': inks.accent,
      'editorSuggestWidget.focusHighlightForeground': inks.accent,
      'editorSuggestWidget.selectedBackground': inks.accentSoft,
      'editorSuggestWidget.selectedForeground': inks.ink,
      'list.hoverBackground': inks.hover,
      'quickInput.background': inks.raised,
      'quickInputList.focusBackground': inks.accentSoft,
      'quickInputList.focusForeground': inks.ink,
      'input.background': inks.raised,
      'input.border': inks.line2,
      'menu.background': inks.raised,
      'menu.foreground': inks.ink,
      'menu.selectionBackground': inks.hover,
      'menu.selectionForeground': inks.ink,
      'menu.border': inks.line2,
      'textLink.foreground': inks.accent,
      'textLink.activeForeground': inks.accent,
      'editorLink.activeForeground': inks.accent,
      focusBorder: inks.accent,
    },
  };
}
