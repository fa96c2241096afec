import {
  ActionIcon,
  Button,
  Checkbox,
  createTheme,
  type CSSVariablesResolver,
  Drawer,
  Input,
  Kbd,
  type MantineColorsTuple,
  Menu,
  Modal,
  Popover,
  Select,
  Switch,
  Textarea,
  TextInput,
  Tooltip,
} from '@mantine/core';

const keel: MantineColorsTuple = [
  '#e4f1f5',
  '#cbe5ec',
  '#9fd0de',
  '#6fb9cd',
  '#5bc0da',
  '#2b93b0',
  '#147d9a',
  '#0a6a84',
  '#085a71',
  '#06485b',
];

/** Mantine draws borders and text of inputs from these two, whatever the variables say. */
const gray: MantineColorsTuple = [
  '#f8f9fa',
  '#f2f4f6',
  '#e9ecef',
  '#d4d9de',
  '#c3cad1',
  '#a3abb4',
  '#69727d',
  '#535c66',
  '#2f363d',
  '#14181c',
];
const dark: MantineColorsTuple = [
  '#eceff2',
  '#c6cdd4',
  '#a7b0ba',
  '#7f8994',
  '#343b42',
  '#2a3036',
  '#1c2025',
  '#15181b',
  '#111417',
  '#0d0f12',
];

/** Mantine with Keelson's measures; colours come from tokens.css. */
export const theme = createTheme({
  colors: { keel, gray, dark },
  primaryColor: 'keel',
  primaryShade: { light: 7, dark: 4 },
  fontFamily: 'var(--font)',
  fontFamilyMonospace: 'var(--mono)',
  cursorType: 'pointer',
  defaultRadius: 'sm',
  respectReducedMotion: true,
  focusRing: 'auto',
  autoContrast: true,
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '16px', sm: '20px', md: '20px', lg: '24px', xl: '28px' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '10px', xl: '14px' },
  components: {
    Button: Button.extend({
      defaultProps: { size: 'xs', variant: 'default' },
      vars: (_theme, { size }) => ({
        root: {
          '--button-height': size === 'sm' ? 'var(--ctl-md)' : 'var(--ctl-sm)',
          '--button-padding-x': size === 'sm' ? '12px' : '10px',
          '--button-fz': '13px',
        },
      }),
    }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: 'subtle', color: 'gray', size: 28 } }),
    Input: Input.extend({
      defaultProps: { size: 'sm' },
      vars: () => ({
        wrapper: {
          '--input-height': 'var(--ctl-md)',
          '--input-fz': 'var(--input-text)',
          '--input-size': 'var(--ctl-md)',
        },
      }),
    }),
    TextInput: TextInput.extend({ defaultProps: { size: 'sm' } }),
    Textarea: Textarea.extend({ defaultProps: { size: 'sm', autosize: true, minRows: 2 } }),
    Select: Select.extend({
      defaultProps: { size: 'sm', checkIconPosition: 'right', comboboxProps: { shadow: 'md' } },
    }),
    Checkbox: Checkbox.extend({ defaultProps: { size: 'xs', radius: 'xs' } }),
    Switch: Switch.extend({ defaultProps: { size: 'xs' } }),
    Menu: Menu.extend({
      defaultProps: {
        shadow: 'md',
        radius: 'md',
        offset: 4,
        transitionProps: { duration: 90, transition: 'pop-top-left' },
      },
    }),
    Popover: Popover.extend({
      defaultProps: { shadow: 'md', radius: 'md', offset: 6, transitionProps: { duration: 90 } },
    }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 400, radius: 'sm', fz: 12, transitionProps: { duration: 90 } },
    }),
    Drawer: Drawer.extend({
      defaultProps: { transitionProps: { duration: 160 }, overlayProps: { backgroundOpacity: 0.18 } },
    }),
    Modal: Modal.extend({
      defaultProps: {
        radius: 'lg',
        padding: 20,
        transitionProps: { duration: 120 },
        overlayProps: { backgroundOpacity: 0.32 },
        closeButtonProps: { 'aria-label': 'Close' },
      },
    }),
    Kbd: Kbd.extend({ defaultProps: { size: 'xs' } }),
  },
});

const VARIABLES = {
  '--mantine-color-body': 'var(--surface)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-3)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-default': 'var(--raised)',
  '--mantine-color-default-hover': 'var(--hover)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--ctl-line)',
  '--mantine-color-error': 'var(--red)',
  '--mantine-color-red-light': 'var(--red-soft)',
  '--mantine-color-red-light-color': 'var(--red)',
  '--mantine-color-red-light-hover': 'var(--red-soft)',
  '--mantine-color-gray-light-color': 'var(--ink-2)',
  '--mantine-color-gray-light-hover': 'var(--press)',
  '--mantine-shadow-md': 'var(--shadow-2)',
  '--mantine-shadow-xl': 'var(--shadow-3)',
  '--mantine-color-disabled': 'var(--hover)',
  '--mantine-color-disabled-color': 'var(--ink-dis)',
};

/** Makes Mantine draw with the names of tokens.css. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({ variables: {}, light: VARIABLES, dark: VARIABLES });
