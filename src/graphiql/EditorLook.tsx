import { useGraphiQL, useMonaco } from '@graphiql/react';
import { useEffect } from 'react';
import { editorOptions, editorThemes } from './editor-theme';

/** Gives every Monaco editor on the page Keelson's colours and type. Draws nothing. */
export function EditorLook() {
  const monaco = useMonaco(state => state.monaco);
  const theme = useGraphiQL(state => state.monacoTheme);

  useEffect(() => {
    if (!monaco) return;
    for (const [name, definition] of Object.entries(editorThemes)) monaco.editor.defineTheme(name, definition);
    for (const editor of monaco.editor.getEditors()) editor.updateOptions(editorOptions);
    const subscription = monaco.editor.onDidCreateEditor(editor => editor.updateOptions(editorOptions));
    // Monaco measured the fallback face if it was faster than the font.
    void document.fonts.load(`13px "JetBrains Mono Variable"`).then(() => monaco.editor.remeasureFonts());
    return () => subscription.dispose();
  }, [monaco]);

  // A theme that is set before it is defined falls back to Monaco's own, so set it once more.
  useEffect(() => {
    if (monaco && theme) monaco.editor.setTheme(theme);
  }, [monaco, theme]);

  return null;
}
