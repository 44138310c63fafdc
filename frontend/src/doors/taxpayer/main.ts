/** The taxpayer door opens: look and words first, then the session this device remembers, then the page. */
import { createApp } from 'vue'
import '@/look/index.css'
import App from './App.vue'

createApp(App).mount('#app')
