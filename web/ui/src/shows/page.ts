import { startPage } from '../ui/page';
import '../ui/plain-page.css';
import './shows.css';
import './nw-shows';

void startPage('nw-shows');
