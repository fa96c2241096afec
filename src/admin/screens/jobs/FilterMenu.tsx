import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import classes from './FilterMenu.module.css';

interface FilterMenuProps {
  /** What is filtered by. */
  label: string;
  /** The text for no filter. */
  any: string;
  value: string | undefined;
  options: readonly { value: string; label: string }[];
  onChange: (value: string | undefined) => void;
}

/** One condition: a button that says what it is set to, and a menu to set it. */
export function FilterMenu({ label, any, value, options, onChange }: FilterMenuProps) {
  const chosen = options.find(option => option.value === value)?.label ?? value;
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button
          className={classes.button}
          data-set={value !== undefined || undefined}
          rightSection={<IconChevronDown size={14} stroke={1.6} aria-hidden />}
        >
          <span className={classes.label}>{label}</span>
          {chosen}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.dropdown}>
        <Menu.RadioGroup value={value ?? ''} onChange={next => onChange(next === '' ? undefined : next)}>
          {[{ value: '', label: any }, ...options].map(option => (
            <Menu.RadioItem key={option.value} value={option.value} closeMenuOnClick>
              {option.label}
            </Menu.RadioItem>
          ))}
        </Menu.RadioGroup>
      </Menu.Dropdown>
    </Menu>
  );
}
