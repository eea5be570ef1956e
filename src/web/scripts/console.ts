// Every console page loads this; every console page works without it.
import { watchForms } from './forms.ts';
import { watchKeys } from './keyboard.ts';
import { watchFilters } from './rows.ts';

watchKeys();
watchFilters();
watchForms();
