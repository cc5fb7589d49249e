import { startPage } from '../ui/page';

void startPage('nw-legal');
