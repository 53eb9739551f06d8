/** VitePress's own theme, easier to read. */
import theme from 'vitepress/theme';
import './style.css';

export default theme;
