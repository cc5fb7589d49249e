import { startPage } from '../ui/page';
import './nw-watch';

void startPage('nw-watch');
