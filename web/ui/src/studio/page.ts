import { startPage } from '../ui/page';
import './nw-studio';

// Read from two metres, beside the lens: dark whatever the system prefers.
document.documentElement.dataset.theme = 'dark';
void startPage('nw-studio');
