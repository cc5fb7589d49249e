import { startPage } from '../ui/page';
import './nw-control';

// A dark room: the console is dark whatever the system prefers.
document.documentElement.dataset.theme = 'dark';
void startPage('nw-control');
