import { startPage } from '../ui/page';
import '../ui/plain-page.css';
import './member.css';
import './nw-my';

void startPage('nw-my');
