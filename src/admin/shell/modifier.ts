/** The key that shortcuts are held with on this machine. */
export const modifier = /mac|iphone|ipad/i.test(navigator.platform) ? '⌘' : 'Ctrl';
