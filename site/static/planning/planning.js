var e,t,n,r,i,a,o,s,c,l,u,d=Symbol.for(`pv`),f={},p=[],m=/^m(i|n|o|s|text|space)$/,h=Array.isArray,g=p.slice,_=Object.assign;function v(e){e&&e.parentNode&&e.remove()}function y(e,t,n){var r,i,a,o={},s=arguments.length;for(a in t)a==`key`?r=t[a]:a==`ref`&&typeof e!=`function`?i=t[a]:o[a]=t[a];return s>2&&(o.children=s>3?g.call(arguments,2):n),b(e,o,r,i,null)}function b(n,r,i,a,o){var s={type:n,props:r,key:i,ref:a,__k:null,__:null,__b:0,__e:null,__c:null,constructor:d,__v:o||++t,__i:-1,__u:0};return!o&&e.vnode&&e.vnode(s),s}function x(e){return e.children}function S(e,t){this.props=e,this.context=t,this.__g=0}function C(e,t){if(t==null)return e.__&&C(e.__,e.__i+1);for(var n;t<e.__k.length;t++)if((n=e.__k[t])&&n.__e)return n.__e;return typeof e.type!=`function`||e.props.__P?null:C(e)}function w(t){var n,r=t.__v,i=r.__e,a=[],o=[],s=t.__P;s&&((n=_({constructor:d},r)).__v=r.__v+1,e.vnode&&e.vnode(n),re(s,n,r,t.__n,s.namespaceURI,32&r.__u?[i]:null,a,i||C(r),32&r.__u,o),n.__v=r.__v,n.__.__k[n.__i]=n,M(a,n,o),r.__=r.__e=null,n.__e!=i&&T(n))}function T(e){if((e=e.__)&&e.__c&&!e.props.__P)return e.__e=null,e.__k.some(function(t){return t&&(e.__e=t.__e)}),T(e)}function E(t){(8&t.__g||(t.__g|=8,r.push(t),a++))&&i==e.debounceRendering||((i=e.debounceRendering)||queueMicrotask)(D)}function D(){try{for(var e,t=1;r.length;)r.length>t&&r.sort(o),e=r.shift(),t=r.length,8&e.__g&&w(e)}finally{(a=r.length)&&(i||queueMicrotask)(D)}}function ee(e,t,n,r,i,a,o,s,c,l,u){var d,m,h,g,_,v,y=r.__k||p,b=t.length;for(c=O(n,t,y,c,b),d=0;d<b;d++)(h=n.__k[d])!=null&&(m=~h.__i&&y[h.__i]||f,h.__i=d,v=re(e,h,m,i,a,o,s,c,l,u),g=h.__e,(m.ref!=h.ref||8&m.__u)&&(m.ref&&N(m.ref,null,h,m),h.ref&&u.push(h.ref,h.__c||g,h)),_||=g,4&h.__u?(c=k(h,c,e,!m.__v),m.__e&&(m.__e=null)):typeof h.type==`function`&&v!==void 0?c=v:g&&(c=g.nextSibling),h.__u&=-21);return n.__e=_,c}function O(e,t,n,r,i){var a,o,s,c,l,u,f,p,m,g=n.length,_=g,v=0,y=0,S=e.__k=Array(i);for(a=0;a<i;a++)(o=t[a])!=null&&typeof o!=`boolean`&&typeof o!=`function`?(typeof o!=`object`||o.constructor===String?o=S[a]=b(null,o):h(o)?o=S[a]=b(x,{children:o}):o.constructor===d&&o.__b?o=S[a]=b(o.type,o.props,o.key,o.ref,o.__v):S[a]=o,c=a+v,o.__=e,o.__b=e.__b+1,s=null,~(l=o.__i=te(o,n,c,_))&&(_--,(s=n[l])&&(s.__u|=2)),s&&s.__v?(o.__u|=16,l==c-1?v--:l==c+1?v++:l!=c&&(l>c?v--:v++,y=1)):(~l||(i>g?v--:i<g&&v++),typeof o.type!=`function`&&(o.__u|=4))):S[a]=null;if(y){for(u=[],f=[],a=0;a<i;a++)if((o=S[a])&&16&o.__u){for(v=0,p=u.length;v<p;)u[m=v+p>>1]<o.__i?v=m+1:p=m;u[v]=o.__i,f[a]=v+1}for(v=u.length;a--;)f[a]&&(f[a]==v?v--:S[a].__u|=4)}if(_)for(a=0;a<g;a++)!(s=n[a])||2&s.__u||(s.__e==r&&(r=C(s)),se(s,s));return r}function k(e,t,n,r){var i,a,o,s;if(typeof e.type==`function`){if(e.props.__P)return t;if(i=e.__k)for(a=0;a<i.length;a++)i[a]&&(i[a].__=e,t=k(i[a],t,n,!1));return t}for(t&&!t.parentNode&&(t=C(e))&&!t.parentNode&&(t=null),o=e.__e,s=t;s&&s.nodeType==8;)s=s.nextSibling;for(o!=s&&(!r&&n.moveBefore&&o.parentNode?n.moveBefore(o,t):n.insertBefore(o,t||null)),t=o;(t&&=t.nextSibling)&&t.nodeType==8&&!t.data.startsWith(`$s`););return t}function te(e,t,n,r){var i,a=e.key,o=e.type,s=t[n],c=s&&!(2&s.__u);if(s===null&&a==null||c&&a==s.key&&o==s.type)return n;if(r>+!!c){for(i=n-1;i>=0;i--)if((s=t[i])&&!(2&s.__u)&&a==s.key&&o==s.type)return i;for(i=n+1;i<t.length;i++)if((s=t[i])&&!(2&s.__u)&&a==s.key&&o==s.type)return i}return-1}function ne(e,t,n){n??=``,t[0]==`-`?e.setProperty(t,n):e[t]=n}function A(e,t,n,r,i){var a,o;if(t==`style`){if(typeof n==`string`)e.style.cssText=n;else{if(typeof r==`string`&&(e.style.cssText=r=``),r)for(t in r)n&&t in n||ne(e.style,t);if(n)for(t in n)r&&n[t]==r[t]||ne(e.style,t,n[t])}}else if(t[0]==`o`&&t[1]==`n`)typeof n!=`function`&&(n=null),typeof r!=`function`&&(r=null),(e.__e||={})[t]=n,n&&r||(o=u[t]||(u[t]=j(t)),(e.__a||={})[t]=l,a=t!=(t=t.replace(c,`$1`)),(t=t.slice(2))[0]<`a`&&(t=t.toLowerCase()),n?e.addEventListener(t,o,a):e.removeEventListener(t,o,a));else{if(i==`http://www.w3.org/2000/svg`)t=t.replace(/xlink(H|:h)/,`h`).replace(/sName$/,`s`);else if(t!=`width`&&t!=`height`&&t!=`href`&&t!=`list`&&t!=`form`&&t!=`tabIndex`&&t!=`download`&&t!=`rowSpan`&&t!=`colSpan`&&t!=`role`&&t!=`popover`&&t in e)try{e[t]=n??``;return}catch{}if(typeof n==`function`)return;n==null||!1===n&&t[4]!=`-`?e.removeAttribute(t):e.setAttribute(t,t==`popover`&&n==1?``:n)}}function j(t){return function(n){var r=this.__e;if(r){if(r=r[t],n[s]==null)n[s]=l++;else if(n[s]<this.__a[t])return;return r(e.event?e.event(n):n)}}}function re(t,n,r,i,a,o,s,c,l,u){var f,m,g,y,b,w,T,E,D,O,k,te,ne,A,j,re,M,N,P=n.type;if(n.constructor!==d)return null;128&r.__u&&(l=32&r.__u,f=r.__c.__z)&&(n.__u|=l,m=o=[],f.nodeType==8?c=ie(f,o):o.push(f),c=o[0]||c),(f=e.__b)&&f(n);n:if(typeof P==`function`){g=s.length;try{if(E=n.props,D=(f=P.prototype)&&f.render,O=(f=P.contextType)&&i[f.__c],k=f?O?O.props.value:f.__:i,(y=r.__c)?(n.__c=y,2&y.__g&&(y.__g|=1)):(D?n.__c=y=new P(E,k):(n.__c=y=new S(E,k),y.constructor=P,y.render=ce),O&&O.sub(y),y.state||(y.state={}),y.__n=i,y.__g|=8,y.__h=[],y.__k=[]),D&&(y.__s||(y.__s=y.state),P.getDerivedStateFromProps&&(y.__s==y.state&&(y.__s=_({},y.__s)),_(y.__s,P.getDerivedStateFromProps(E,y.__s)))),b=y.props,w=y.state,y.__v=n,r.__c){if(E!==b&&D&&!P.getDerivedStateFromProps&&y.componentWillReceiveProps&&y.componentWillReceiveProps(E,k),n.__v==r.__v&&!(8&y.__g)||!(4&y.__g)&&y.shouldComponentUpdate&&!1===y.shouldComponentUpdate(E,y.__s,k)){n.__v!=r.__v&&(y.props=E,y.state=y.__s,y.__g&=-9),n.__e=r.__e,n.__k=r.__k,n.__k.some(function(e){e&&(e.__=n)}),p.push.apply(y.__h,y.__k),y.__k=[],y.__h.length&&s.push(y),c=C(r);break n}y.componentWillUpdate&&y.componentWillUpdate(E,y.__s,k),D&&y.componentDidUpdate&&y.__h.push(function(){y.componentDidUpdate(b,w,T)})}else D&&!P.getDerivedStateFromProps&&y.componentWillMount&&y.componentWillMount(),D&&y.componentDidMount&&y.__h.push(y.componentDidMount);y.context=k,y.props=E,y.__P=t,y.__g&=-5,te=e.__r,ne=D?25:0;do y.__g&=-9,te&&te(n),f=y.render(y.props,y.state=y.__s,y.context);while(8&y.__g&&++ne<25);D&&(p.push.apply(y.__h,y.__k),y.__k=[]),y.state=y.__s,y.getChildContext&&(i=_({},i,y.getChildContext())),D&&r.__c&&y.getSnapshotBeforeUpdate&&(T=y.getSnapshotBeforeUpdate(b,w)),A=f&&f.type===x&&f.key==null?f.props.children:f,E.__P&&(f=c,a=(t=E.__P).namespaceURI,l=o=null,r.props&&r.props.__P!=t&&(r.__k.some(function(e){e&&se(e,e)}),r.__k=null),c=r.__k?C(r,0):null),c=ee(t,h(A)?A:[A],n,r,i,a,o,s,c,l,u),E.__P&&(n.__e=null,c=f),n.__u&=-161,m&&m.some(v),y.__h.length&&s.push(y),1&y.__g&&(y.__g&=-4)}catch(t){if(s.length=g,n.__v=null,l||o){if(t&&t.then){if(n.__u|=128|l,o){for(~(M=o.indexOf(c||void 0))||(M=o.length);(N=o[M-1])&&N.nodeType==8;)M--;for(;M<o.length;M++)if(N=o[M]){if(o[M]=null,j){if(N==re)break}else{if(N.nodeType!=8)break;N.data.startsWith(`$s`)&&(re=ie(j=N))}}}if(!j){for(;c&&c.nodeType==8&&c.nextSibling;)c=c.nextSibling;j=c}(f=ie(j=n.__c.__z||(n.__c.__z=j)))?(n.__e=j,c=f):n.__e=c,c&&=c.nextSibling}else o&&o.some(v)}else n.__e=r.__e;n.__k||=r.__k||[],t&&t.then||ae(n),e.__e(t,n,r)}}else c=n.__e=oe(r.__e,n,r,i,a,o,s,l,u,t);return(f=e.diffed)&&f(n),c}function ie(e,t){if(e&&e.nodeType==8&&e.data.startsWith(`$s`))for(var n=1;e=e.nextSibling;){if(e.nodeType==8){if(e.data.startsWith(`$s`))n++;else if(e.data.startsWith(`/$s`)&&!--n)return e}t&&t.push(e)}}function ae(e){e&&(e.__c&&(e.__c.__g|=4),e.__k&&e.__k.some(ae))}function M(t,n,r){for(var i=0;i<r.length;)N(r[i++],r[i++],r[i++]);e.__c&&e.__c(n,t),t.some(function(n){try{t=n.__h,n.__h=[],t.some(function(e){e.call(n)})}catch(t){e.__e(t,n.__v)}})}function oe(t,n,r,i,a,o,s,c,l,u){var d,p,_,y,b,x,S,w,T=r.props||f,E=n.props,D=n.type;if(D==`svg`?a=`http://www.w3.org/2000/svg`:D==`math`?a=`http://www.w3.org/1998/Math/MathML`:a||=`http://www.w3.org/1999/xhtml`,o){for(d=0;d<o.length;d++)if((b=o[d])&&(D?b.localName==D:b.nodeType==3)){t=b,o[d]=null;break}}if(!t){if(w=u.ownerDocument||document,!D)return w.createTextNode(E);t=w.createElementNS(a,D,E.is?E:u),c&&=(e.__m&&e.__m(n,o),!1),o=null}if(D){if(u=D==`template`&&t.content||t,o=D==`textarea`&&E.defaultValue!=null?null:o&&g.call(u.childNodes),!c&&o)for(T={},d=0;d<t.attributes.length;d++)T[(b=t.attributes[d]).name]=b.value;for(d in T)b=T[d],d==`dangerouslySetInnerHTML`?_=b:d==`children`||d in E||d==`value`&&`defaultValue`in E||d==`checked`&&`defaultChecked`in E||A(t,d,null,b,a);for(d in E)b=E[d],d==`children`?y=b:d==`dangerouslySetInnerHTML`?p=b:d==`value`?x=b:d==`checked`?S=b:c&&typeof b!=`function`||T[d]===b||A(t,d,b,T[d],a);p?(c||_&&(p.__html==_.__html||p.__html==t.innerHTML)||(t.innerHTML=p.__html),n.__k=[]):(_&&(t.textContent=``),(D==`foreignObject`||a==`http://www.w3.org/1998/Math/MathML`&&m.test(D))&&(a=`http://www.w3.org/1999/xhtml`),ee(u,h(y)?y:[y],n,r,i,a,o,s,o?o[0]:r.__k&&C(r,0),c,l),o&&o.some(v)),c&&D!=`textarea`||(d=`value`,D==`progress`&&x==null?t.removeAttribute(d):x==null||x===t[d]&&(D!=`progress`||x)||A(t,d,x,T[d],a),d=`checked`,S!=null&&S!=t[d]&&A(t,d,S,T[d],a))}else T===E||c&&t.data==E||(t.data=E);return t}function N(t,n,r,i){try{typeof t==`function`?n?n.__x=t(n)||1:(i&&=i.__c||i.__e)&&(n=i.__x)&&(i.__x=null,typeof n==`function`?n():t(null)):t.current=n}catch(t){e.__e(t,r)}}function se(t,n,r){var i,a,o,s;if(e.unmount&&e.unmount(t),!(i=t.ref)||i.current&&i.current!=t.__e||N(i,null,n,t),i=t.__c){if(i.componentWillUnmount)try{i.componentWillUnmount()}catch(t){e.__e(t,n)}i.__P=i.__n=null}if(i=t.__k)for(s=0;s<i.length;s++)i[s]&&se(i[s],n,typeof t.type!=`function`||r&&!t.props.__P);!r&&(i=t.__c)&&(i=i.__z)&&(a=ie(i,o=[]))&&(i==t.__e&&o.some(v),v(a),v(i)),r||v(t.__e),t.__e=t.__c=t.__=null}function ce(e,t,n){return this.constructor(e,n)}function P(t,n){var r,i,a,o;e.__&&e.__(t,n),n.nodeType==9&&(n=n.documentElement),i=(r=t&&32&t.__u)?null:n.__k,n.__k=b(x,{children:[t]}),a=[],o=[],re(n,n.__k,i||f,f,n.namespaceURI,i?null:n.firstChild?g.call(n.childNodes):null,a,i?i.__e:n.firstChild,r,o),M(a,n.__k,o),n.__k.props.children=null}e={__e:function(e,t,n,r){for(var i,o,s;t=t.__;)if((i=t.__c)&&!(1&i.__g)){i.__g|=4;try{if((s=(o=i.constructor)&&o.getDerivedStateFromError)&&i.setState(o.getDerivedStateFromError(e)),i.componentDidCatch&&(i.componentDidCatch(e,r||{}),s=1),s&&8&i.__g)return void(i.__g|=2)}catch(t){e=t}}throw a=0,e}},t=0,n=function(e){return e!=null&&e.constructor===d},S.prototype.setState=function(e,t){var n=this.__s;n&&n!=this.state||(n=this.__s=_({},this.state)),typeof e==`function`&&(e=e(_({},n),this.props)),e&&(_(n,e),this.__v&&(t&&this.__k.push(t),E(this)))},S.prototype.forceUpdate=function(e){this.__v&&(this.__g|=4,e&&this.__h.push(e),E(this))},S.prototype.render=x,r=[],a=0,o=function(e,t){return e.__v.__b-t.__v.__b},s=Symbol(),c=/(PointerCapture)$|Capture$/i,l=0,u={};function le(e,t){let n=ue(e.getElementById(t),`the element #${t}`),r=e.querySelector(`meta[name="csrf-token"]`);return{root:n,endpoint:ue(n.dataset.endpoint,`data-endpoint of #${t}`),loginUrl:ue(n.dataset.loginUrl,`data-login-url of #${t}`),csrfToken:ue(r?.content,`the meta element "csrf-token"`)}}function ue(e,t){if(e==null||e===``)throw Error(`The page lacks ${t}.`);return e}var de,F,fe,pe,me=Object.is,he=0,ge=[],_e=[],I=e,ve=I.__b,ye=I.__r,be=I.diffed,xe=I.__c,Se=I.unmount,Ce=I.__;function we(e,t){I.__h&&I.__h(F,e,he||t),he=0;var n=F.__H||(F.__H={__:[],__h:[]});return e>=n.__.length&&n.__.push({}),n.__[e]}function Te(e,t){var n=we(de++,3);!I.__s&&Fe(n.__H,t)&&(n.__P=!0,n.__=e,n.u=t,F.__H.__h.push(n))}function Ee(e,t){var n=we(de++,4);!I.__s&&Fe(n.__H,t)&&(n.__P=!1,n.__=e,n.u=t,F.__h.push(n))}function De(e){return he=5,Oe(function(){return{current:e}},[])}function Oe(e,t){var n=we(de++,7);return Fe(n.__H,t)&&(n.__=e(),n.__H=t),n.__}function ke(){var e;do{for(;e=_e.shift();)try{Ne(e)}catch(t){I.__e(t,{__:(e=e.__P)&&e.__v})}for(;e=ge.shift();){var t=e.__H;if(e.__P&&t)try{t.__h.some(Ne),t.__h.some(Pe),t.__h=[]}catch(n){t.__h=[],I.__e(n,e.__v)}}}while(_e.length)}I.__b=function(e){F=null,ve&&ve(e)},I.__=function(e,t){e&&t.__k&&t.__k.__m&&(e.__m=t.__k.__m),Ce&&Ce(e,t)},I.__r=function(e){ye&&ye(e),de=0;var t=(F=e.__c).__H;t&&(fe==F?F.__h=[]:(t.__h.some(Ne),t.__h.some(Pe),de=0),t.__h=[],t.__.some(function(e){e.__N&&(e.__=e.__N),e.u=e.__N=void 0})),fe=F},I.diffed=function(e){be&&be(e);var t=e.__c;t&&t.__H&&(t.__H.__h.length&&Me(ge.push(t)),t.__H.__.some(function(e){e.u&&(e.__H=e.u)})),fe=F=null},I.__c=function(e,t){t.some(function(e){try{e.__h.some(Ne),e.__h=e.__h.filter(function(e){return!e.__||Pe(e)})}catch(t){e.__h=[function(){throw t}]}}),xe&&xe(e,t)},I.unmount=function(e){Se&&Se(e);var t,n,r=e.__c;r&&r.__H&&(r.__H.__.some(function(r){try{if(r.__P&&r.__c){if(n===void 0){for(n=e.__;n&&(!n.__c||!n.__c.__P);)n=n.__;n&&=n.__c}r.__P=n,Me(_e.push(r))}else Ne(r)}catch(e){t=e}}),r.__H=void 0,t&&I.__e(t,r.__v))};var Ae=typeof requestAnimationFrame==`function`;function je(e){var t,n=function(){clearTimeout(r),Ae&&cancelAnimationFrame(t),setTimeout(e)},r=setTimeout(n,35);Ae&&(t=requestAnimationFrame(n))}function Me(e){e!=1&&pe==I.requestAnimationFrame||((pe=I.requestAnimationFrame)||je)(ke)}function Ne(e){var t=F,n=e.__c;typeof n==`function`&&(e.__c=void 0,n()),F=t}function Pe(e){var t=F;e.__c=e.__(),F=t}function Fe(e,t){return!e||e.length!=t.length||t.some(function(t,n){return!me(t,e[n])})}var Ie=Symbol.for(`preact-signals`);function Le(){if(R>1)R--;else{var e,t=!1;for((function(){var e=Ge;for(Ge=void 0;e!==void 0;){var t=e.S;if(t.v===e.v)for(var n=t.t;n!==void 0;n=n.x)n.i===e.i&&(n.i=t.i);e=e.o}})();Ve!==void 0;){var n=Ve;for(Ve=void 0,He++;n!==void 0;){var r=n.u;if(n.u=void 0,n.f&=-3,!(8&n.f)&&Je(n))try{n.c()}catch(n){t||=(e=n,!0)}n=r}}if(He=0,R--,t)throw e}}function Re(e){if(R>0)return e();We=++Ue,R++;try{return e()}finally{Le()}}var ze,L=void 0;function Be(e){var t=L,n=ze;L=void 0,ze=void 0;try{return e()}finally{L=t,ze=n}}var Ve=void 0,R=0,He=0,Ue=0,We=0,Ge=void 0,Ke=0;function qe(e){if(L!==void 0){var t=e.n;if(t===void 0||t.t!==L)return t={i:0,S:e,p:L.s,n:void 0,t:L,e:void 0,x:void 0,r:t},L.s!==void 0&&(L.s.n=t),L.s=t,e.n=t,32&L.f&&e.S(t),t;if(t.i===-1)return t.i=0,t.n!==void 0&&(t.n.p=t.p,t.p!==void 0&&(t.p.n=t.n),t.p=L.s,t.n=void 0,L.s.n=t,L.s=t),t}}function z(e,t){this.v=e,this.i=0,this.n=void 0,this.t=void 0,this.l=0,this.W=t?.watched,this.Z=t?.unwatched,this.name=t?.name}z.prototype.brand=Ie,z.prototype.h=function(){return!0},z.prototype.S=function(e){var t=this,n=this.t;n!==e&&e.e===void 0&&(e.x=n,this.t=e,n===void 0?Be(function(){var e;(e=t.W)==null||e.call(t)}):n.e=e)},z.prototype.U=function(e){var t=this;if(this.t!==void 0){var n=e.e,r=e.x;n!==void 0&&(n.x=r,e.e=void 0),r!==void 0&&(r.e=n,e.x=void 0),e===this.t&&(this.t=r,r===void 0&&Be(function(){var e;(e=t.Z)==null||e.call(t)}))}},z.prototype.subscribe=function(e){var t=this;return U(function(){var n=t.value;Be(function(){return e(n)})},{name:`sub`})},z.prototype.valueOf=function(){return this.value},z.prototype.toString=function(){return this.value+``},z.prototype.toJSON=function(){return this.value},z.prototype.peek=function(){var e=this;return Be(function(){return e.value})},Object.defineProperty(z.prototype,"value",{get:function(){var e=qe(this);return e!==void 0&&(e.i=this.i),this.v},set:function(e){if(e!==this.v){if(He>100)throw Error(`Cycle detected`);(function(e){R!==0&&He===0&&e.l!==We&&(e.l=We,Ge={S:e,v:e.v,i:e.i,o:Ge})})(this),this.v=e,this.i++,Ke++,R++;try{for(var t=this.t;t!==void 0;t=t.x)t.t.N()}finally{Le()}}}});function B(e,t){return new z(e,t)}function Je(e){for(var t=e.s;t!==void 0;t=t.n)if(t.S.i!==t.i||!t.S.h()||t.S.i!==t.i)return!0;return!1}function Ye(e){for(var t=e.s;t!==void 0;t=t.n){var n=t.S.n;if(n!==void 0&&(t.r=n),t.S.n=t,t.i=-1,t.n===void 0){e.s=t;break}}}function Xe(e){for(var t=e.s,n=void 0;t!==void 0;){var r=t.p;t.i===-1?(t.S.U(t),r!==void 0&&(r.n=t.n),t.n!==void 0&&(t.n.p=r)):n=t,t.S.n=t.r,t.r!==void 0&&(t.r=void 0),t=r}e.s=n}function V(e,t){z.call(this,void 0,t),this.x=e,this.s=void 0,this.g=Ke-1,this.f=4}V.prototype=new z,V.prototype.h=function(){if(this.f&=-3,1&this.f)return!1;if((36&this.f)==32||(this.f&=-5,this.g===Ke))return!0;if(this.g=Ke,this.f|=1,this.i>0&&!Je(this))return this.f&=-2,!0;var e=L;try{Ye(this),L=this;var t=this.x();(16&this.f||this.v!==t||this.i===0)&&(this.v=t,this.f&=-17,this.i++)}catch(e){this.v=e,this.f|=16,this.i++}return L=e,Xe(this),this.f&=-2,!0},V.prototype.S=function(e){if(this.t===void 0){this.f|=36;for(var t=this.s;t!==void 0;t=t.n)t.S.S(t)}z.prototype.S.call(this,e)},V.prototype.U=function(e){if(this.t!==void 0&&(z.prototype.U.call(this,e),this.t===void 0)){this.f&=-33;for(var t=this.s;t!==void 0;t=t.n)t.S.U(t)}},V.prototype.N=function(){if(!(2&this.f)){this.f|=6;for(var e=this.t;e!==void 0;e=e.x)e.t.N()}},Object.defineProperty(V.prototype,"value",{get:function(){if(1&this.f)throw Error(`Cycle detected`);var e=qe(this);if(this.h(),e!==void 0&&(e.i=this.i),16&this.f)throw this.v;return this.v}});function Ze(e,t){return new V(e,t)}function Qe(e){var t=e.j;if(e.j=void 0,typeof t==`function`){R++;var n=L;L=void 0;try{t()}catch(t){throw e.f&=-2,e.f|=8,$e(e),t}finally{L=n,Le()}}}function $e(e){for(var t=e.s;t!==void 0;t=t.n)t.S.U(t);e.x=void 0,e.s=void 0,Qe(e)}function et(e){if(L!==this)throw Error(`Out-of-order effect`);Xe(this),L=e,this.f&=-2;try{8&this.f&&$e(this)}finally{Le()}}function H(e,t){this.x=e,this.j=void 0,this.s=void 0,this.u=void 0,this.f=32,this.name=t?.name,ze&&ze.push(this)}H.prototype.c=function(){var e=this.S();try{if(8&this.f||this.x===void 0)return;var t=this.x();typeof t==`function`&&(this.j=t)}finally{e()}},H.prototype.S=function(){if(1&this.f)throw Error(`Cycle detected`);this.f|=1,this.f&=-9,Qe(this),Ye(this),R++;var e=L;return L=this,et.bind(this,e)},H.prototype.N=function(){2&this.f||(this.f|=2,this.u=Ve,Ve=this)},H.prototype.d=function(){this.f|=8,1&this.f||$e(this)},H.prototype.dispose=function(){this.d()};function U(e,t){var n=new H(e,t);try{n.c()}catch(e){throw n.d(),e}var r=n.d.bind(n);return r[Symbol.dispose]=r,r}var tt,nt,rt,it=typeof window<`u`&&!!window.__PREACT_SIGNALS_DEVTOOLS__,at=[],ot=[];U(function(){tt=this.N})();function st(t,n){e[t]=n.bind(null,e[t]||function(){})}function ct(e){if(rt){var t=rt;rt=void 0,t()}rt=e&&e.S()}function lt(e){var t=this,r=e.data,i=dt(r);i.name=`ReactiveDom`,i.value=r;var a=Oe(function(){for(var e=t,r=t.__v;r=r.__;)if(r.__c){r.__c.__$f|=4;break}var a=Ze(function(){var e=i.value.value;return e===0?0:!0===e?``:e||``}),o=Ze(function(){return!Array.isArray(a.value)&&!n(a.value)}),s=U(function(){if(this.N=vt,o.value){var t=a.value;e.__v&&e.__v.__e&&e.__v.__e.nodeType===3&&(e.__v.__e.data=t)}}),c=t.__$u.d;return t.__$u.d=function(){s(),c.call(this)},[o,a]},[]),o=a[0],s=a[1];return o.value?s.peek():s.value}lt.displayName=`ReactiveTextNode`,Object.defineProperties(z.prototype,{constructor:{configurable:!0,value:y(x,null).constructor},type:{configurable:!0,value:lt},props:{configurable:!0,get:function(){var e=this;return{data:{get value(){return e.value}}}}},__b:{configurable:!0,value:1}}),st(`__b`,function(e,t){if(ct(),nt=void 0,typeof t.type==`string`){var n,r=t.props;for(var i in r)if(i!==`children`){var a=r[i];a instanceof z&&(n||(t.__np=n={}),n[i]=a,r[i]=a.peek())}}e(t)}),st(`__r`,function(e,t){if(e(t),t.type!==x){ct();var n,r=t.__c;r&&(r.__$f&=-2,(n=r.__$u)===void 0&&(r.__$u=n=function(e,t){var n;return U(function(){n=this},{name:t}),n.c=e,n}(function(e){return function(){var t;it&&((t=this.y)==null||t.call(this)),e.__$f|=1,e.setState({})}}(r),typeof t.type==`function`?t.type.displayName||t.type.name:``))),nt=r,ct(n)}}),st(`__e`,function(e,t,n,r){ct(),nt=void 0,e(t,n,r)}),st(`diffed`,function(e,t){ct(),nt=void 0;var n;if(typeof t.type==`string`&&(n=t.__e)){var r=t.__np,i=t.props,a=n.U;if(a)for(var o in a){var s=a[o];s===void 0||r&&o in r||(s.d(),a[o]=void 0)}if(r)for(var c in a||(a={},n.U=a),r){var l=a[c],u=r[c];l===void 0?(l=ut(n,c,u,i),a[c]=l):l.o(u,i)}}e(t)});function ut(e,t,n,r){var i=t in e&&e.ownerSVGElement===void 0,a=B(n);return{o:function(e,t){a.value=e,r=t},d:U(function(){this.N=vt;var n=a.value.value;r[t]!==n&&(r[t]=n,i?e[t]=n:n!=null&&(!1!==n||t[4]===`-`)?e.setAttribute(t,n):e.removeAttribute(t))})}}st(`unmount`,function(e,t){if(typeof t.type==`string`){var n=t.__e;if(n){var r=n.U;if(r)for(var i in n.U=void 0,r){var a=r[i];a&&a.d()}}var o=t.__np;if(o){var s=t.props;for(var c in o)s[c]=o[c]}t.__np=void 0}else{var l=t.__c;if(l){l.__$f|=8;var u=l.__$u;u&&(l.__$u=void 0,u.d())}}e(t)}),st(`__h`,function(e,t,n,r){r<3&&(t.__$f|=2),e(t,n,r)}),S.prototype.shouldComponentUpdate=function(e,t){if(this.__R)return!0;var n=this.__$u,r=n&&n.s!==void 0;for(var i in t)return!0;if(this.__f||typeof this.u==`boolean`&&!0===this.u){var a=2&this.__$f;if(!(r||a||4&this.__$f)||1&this.__$f)return!0}else if(!(r||4&this.__$f)||3&this.__$f)return!0;for(var o in e)if(o!==`__source`&&e[o]!==this.props[o])return!0;for(var s in this.props)if(!(s in e))return!0;return!1};function dt(e,t){return Oe(function(){return B(e,t)},[])}function ft(e,t){var n=De(e);return n.current=e,nt.__$f|=4,Oe(function(){return Ze(function(){return n.current()},t)},[])}var pt=typeof requestAnimationFrame>`u`?setTimeout:function(e){var t=function(){clearTimeout(n),cancelAnimationFrame(r),e()},n=setTimeout(t,35),r=requestAnimationFrame(t)},mt=function(e){queueMicrotask(function(){queueMicrotask(e)})};function ht(){Re(function(){for(var e;e=at.shift();)tt.call(e)})}function gt(){at.push(this)===1&&(e.requestAnimationFrame||pt)(ht)}function _t(){Re(function(){for(var e;e=ot.shift();)tt.call(e)})}function vt(){ot.push(this)===1&&(e.requestAnimationFrame||mt)(_t)}function yt(e,t){var n=De(e);n.current=e;var r=nt;Te(function(){return U(function(){if(this.N=gt,!(r&&8&r.__$f))return n.current()},t)},[])}function W(e){return globalThis.django?.gettext(e)??e}function bt(e,t,n){return globalThis.django?.ngettext(e,t,n)??(n===1?e:t)}function G(e,t){return e.replaceAll(/%\((\w+)\)s/g,(n,r)=>{let i=t[r];if(i===void 0)throw Error(`The text "${e}" needs a value for ${r}.`);return String(i)})}function xt({name:e,monitorOperationId:t}){return e||t}function St(e){return W(e===`CURRENT`?`Current`:`Next`)}var Ct=503;async function wt(e,t,n={}){let r,i;try{r=await Et(e,t,n.abort),i=await r.text()}catch(e){return n.abort?.throwIfAborted(),{failure:Dt(e,t,n.changes??!1)}}return Ot(r,i)}async function Tt(e){let t=await wt({query:`{ __typename }`},e);return`failure`in t?t.failure:null}function Et(e,t,n){let r=AbortSignal.timeout(t.patience);return fetch(t.endpoint,{method:`POST`,credentials:`same-origin`,headers:{Accept:`application/graphql-response+json, application/json`,"Content-Type":`application/json`,"X-CSRFToken":t.csrfToken},body:JSON.stringify(e),signal:n?AbortSignal.any([n,r]):r})}function Dt(e,t,n){let r=e instanceof DOMException&&e.name===`TimeoutError`?G(W(`The server did not answer within %(seconds)s seconds.`),{seconds:t.patience/1e3}):W(`The server cannot be reached. Check the network and that the server runs.`),i=W(`The change may have been made or not: look before you repeat it.`);return{message:n?`${r} ${i}`:r,remedy:`none`}}function Ot(e,t){if(e.status===401)return{failure:{message:W(`Your session has ended. Nothing was carried out.`),remedy:`log-in`}};let n=At(t),r=n&&(`data`in n||`errors`in n);return r&&e.status!==Ct?{response:n}:{failure:jt(e,r?kt(n):n)}}function kt(e){let[t]=Array.isArray(e.errors)?e.errors:[];return t?{error:t.message,request_id:t.extensions?.requestId}:null}function At(e){try{let t=JSON.parse(e);return typeof t==`object`&&t&&!Array.isArray(t)?{...t}:null}catch{return null}}function jt(e,t){let n=`${e.status} ${e.statusText}`.trim();if(typeof t?.error!=`string`)return{message:G(W(`The server answered %(status)s with something that is not a GraphQL response.`),{status:n}),remedy:`none`};let r=typeof t.request_id==`string`?` (request id ${t.request_id})`:``,i=G(W(`The server answered %(status)s:`),{status:n}),a=t.code===`csrf_failed`?`reload`:`none`;return{message:`${i} ${t.error}${r}`,remedy:a}}var Mt=class extends Error{failure;constructor(e){super(e.message),this.failure=e}},Nt=class{door;constructor(e){this.door=e}async ask(e,t,n={}){let r=await wt({query:e.toString(),variables:t},this.door,n);if(`failure`in r)throw new Mt(r.failure);let{data:i,errors:a}=r.response;if(a||!i)throw new Mt({message:Pt(a),remedy:`none`});return i}};function Pt(e){let[t]=Array.isArray(e)?e:[],n=typeof t?.message==`string`?t.message:W(`There is neither data nor an error.`);return G(W(`The server refused: %(message)s`),{message:n})}var K=class extends String{__apiType;value;__meta__;constructor(e,t){super(e),this.value=e,this.__meta__=t}toString(){return this.value}},Ft=new K(`
    mutation AssignOperation($input: AssignOperationInput!) {
  result: assignOperation(input: $input) {
    __typename
    ... on AssignOperationSuccess {
      changed
      warnings {
        code
        message
      }
      slot {
        id
        version
      }
    }
    ... on AssignmentConflict {
      ...Conflict
    }
    ... on Error {
      code
      message
    }
  }
}
    fragment Conflict on AssignmentConflict {
  changedBy
  changedAt
  slot {
    ...SlotOnScreen
  }
}
fragment OperationOnScreen on MonitorOperation {
  id
  monitorOperationId
  name
  reportNumber
  quantity
  currentlyMadeQuantity
  isOverPlan
  progress
  estimatedFinish
  isSetup
  isInPool
  material
  location
  employeeNames
}
fragment SlotOnScreen on MachineSlot {
  id
  operationType
  version
  source
  assignedAt
  assignedBy
  note
  monitorLastHeardAt
  diverges
  operation {
    ...OperationOnScreen
  }
  monitorOperation {
    id
    monitorOperationId
    name
  }
}`),It=new K(`
    mutation MarkSlotIdle($input: MarkSlotIdleInput!) {
  result: markSlotIdle(input: $input) {
    __typename
    ... on MarkSlotIdleSuccess {
      changed
      warnings {
        code
        message
      }
      slot {
        id
        version
      }
    }
    ... on AssignmentConflict {
      ...Conflict
    }
    ... on Error {
      code
      message
    }
  }
}
    fragment Conflict on AssignmentConflict {
  changedBy
  changedAt
  slot {
    ...SlotOnScreen
  }
}
fragment OperationOnScreen on MonitorOperation {
  id
  monitorOperationId
  name
  reportNumber
  quantity
  currentlyMadeQuantity
  isOverPlan
  progress
  estimatedFinish
  isSetup
  isInPool
  material
  location
  employeeNames
}
fragment SlotOnScreen on MachineSlot {
  id
  operationType
  version
  source
  assignedAt
  assignedBy
  note
  monitorLastHeardAt
  diverges
  operation {
    ...OperationOnScreen
  }
  monitorOperation {
    id
    monitorOperationId
    name
  }
}`),Lt=new K(`
    mutation ClearSlot($input: ClearSlotInput!) {
  result: clearSlot(input: $input) {
    __typename
    ... on ClearSlotSuccess {
      changed
      warnings {
        code
        message
      }
      slot {
        id
        version
      }
    }
    ... on AssignmentConflict {
      ...Conflict
    }
    ... on Error {
      code
      message
    }
  }
}
    fragment Conflict on AssignmentConflict {
  changedBy
  changedAt
  slot {
    ...SlotOnScreen
  }
}
fragment OperationOnScreen on MonitorOperation {
  id
  monitorOperationId
  name
  reportNumber
  quantity
  currentlyMadeQuantity
  isOverPlan
  progress
  estimatedFinish
  isSetup
  isInPool
  material
  location
  employeeNames
}
fragment SlotOnScreen on MachineSlot {
  id
  operationType
  version
  source
  assignedAt
  assignedBy
  note
  monitorLastHeardAt
  diverges
  operation {
    ...OperationOnScreen
  }
  monitorOperation {
    id
    monitorOperationId
    name
  }
}`),Rt=new K(`
    mutation RestoreSlot($input: RestoreSlotInput!) {
  result: restoreSlot(input: $input) {
    __typename
    ... on RestoreSlotSuccess {
      changed
      warnings {
        code
        message
      }
      slot {
        id
        version
      }
    }
    ... on AssignmentConflict {
      ...Conflict
    }
    ... on Error {
      code
      message
    }
  }
}
    fragment Conflict on AssignmentConflict {
  changedBy
  changedAt
  slot {
    ...SlotOnScreen
  }
}
fragment OperationOnScreen on MonitorOperation {
  id
  monitorOperationId
  name
  reportNumber
  quantity
  currentlyMadeQuantity
  isOverPlan
  progress
  estimatedFinish
  isSetup
  isInPool
  material
  location
  employeeNames
}
fragment SlotOnScreen on MachineSlot {
  id
  operationType
  version
  source
  assignedAt
  assignedBy
  note
  monitorLastHeardAt
  diverges
  operation {
    ...OperationOnScreen
  }
  monitorOperation {
    id
    monitorOperationId
    name
  }
}`),zt=new K(`
    mutation ClearSlots($input: ClearSlotsInput!) {
  result: clearSlots(input: $input) {
    __typename
    ... on ClearSlotsSuccess {
      outcomes {
        __typename
        ... on ClearSlotSuccess {
          changed
          slot {
            id
            version
          }
        }
        ... on AssignmentConflict {
          ...Conflict
        }
        ... on Error {
          code
          message
        }
      }
    }
    ... on Error {
      code
      message
    }
  }
}
    fragment Conflict on AssignmentConflict {
  changedBy
  changedAt
  slot {
    ...SlotOnScreen
  }
}
fragment OperationOnScreen on MonitorOperation {
  id
  monitorOperationId
  name
  reportNumber
  quantity
  currentlyMadeQuantity
  isOverPlan
  progress
  estimatedFinish
  isSetup
  isInPool
  material
  location
  employeeNames
}
fragment SlotOnScreen on MachineSlot {
  id
  operationType
  version
  source
  assignedAt
  assignedBy
  note
  monitorLastHeardAt
  diverges
  operation {
    ...OperationOnScreen
  }
  monitorOperation {
    id
    monitorOperationId
    name
  }
}`),Bt=new K(`
    subscription FollowPlant($after: ID!) {
  planningEvents(after: $after) {
    __typename
    ... on PlanningEvent {
      id
      kind
      machinePk
      operationId
      machine {
        ...MachineOnScreen
      }
    }
  }
}
    fragment OperationOnScreen on MonitorOperation {
  id
  monitorOperationId
  name
  reportNumber
  quantity
  currentlyMadeQuantity
  isOverPlan
  progress
  estimatedFinish
  isSetup
  isInPool
  material
  location
  employeeNames
}
fragment SlotOnScreen on MachineSlot {
  id
  operationType
  version
  source
  assignedAt
  assignedBy
  note
  monitorLastHeardAt
  diverges
  operation {
    ...OperationOnScreen
  }
  monitorOperation {
    id
    monitorOperationId
    name
  }
}
fragment MachineOnScreen on Machine {
  id
  pk
  name
  isActive
  current {
    ...SlotOnScreen
  }
  next {
    ...SlotOnScreen
  }
}`),Vt=new K(`
    query LoadPlant {
  latestEventId
  viewer {
    name
    canChangeAssignments
  }
  plant {
    scriptLastHeardAt
    scriptIsSilent
  }
  machines {
    ...MachineOnScreen
  }
}
    fragment OperationOnScreen on MonitorOperation {
  id
  monitorOperationId
  name
  reportNumber
  quantity
  currentlyMadeQuantity
  isOverPlan
  progress
  estimatedFinish
  isSetup
  isInPool
  material
  location
  employeeNames
}
fragment SlotOnScreen on MachineSlot {
  id
  operationType
  version
  source
  assignedAt
  assignedBy
  note
  monitorLastHeardAt
  diverges
  operation {
    ...OperationOnScreen
  }
  monitorOperation {
    id
    monitorOperationId
    name
  }
}
fragment MachineOnScreen on Machine {
  id
  pk
  name
  isActive
  current {
    ...SlotOnScreen
  }
  next {
    ...SlotOnScreen
  }
}`),Ht=new K(`
    query ReadPulse {
  latestEventId
  plant {
    scriptLastHeardAt
    scriptIsSilent
  }
}
    `);function Ut(e,t){if(`changedBy`in e)return{kind:`conflict`,conflict:e};if(`slot`in e){let t=(e.warnings??[]).map(({code:e})=>e);return{kind:`saved`,slot:e.slot,changed:e.changed,warnings:t}}return{kind:`refused`,failure:{message:t(e.code,e.message),remedy:`none`}}}function Wt(e,t){switch(e){case`PERMISSION_DENIED`:return W(`Your login may not change what machines run.`);case`MACHINE_NOT_FOUND`:return W(`This machine does not exist any more.`);case`OPERATION_NOT_FOUND`:return W(`This operation does not exist any more.`);case`OPERATION_NOT_ASSIGNED`:return W(`The slot does not hold this operation any more.`);default:return t}}function Gt(e){switch(e){case`ALREADY_IN_A_SLOT`:return W(`This operation is also in another slot.`);case`OTHER_MACHINES_OPERATION`:return W(`This operation belongs to another machine.`);case`OUTSIDE_POOL`:return W(`This operation is not in the pool any more.`);case`NOTE_KEPT`:return W(`The slot already held this: its earlier note was kept.`)}}function Kt(e){switch(e.kind){case`assign`:return e.name;case`idle`:return W(`Idle`);case`clear`:return W(`Back to Monitor's plan`);case`restore`:return W(`What was there before`)}}function qt({machineName:e,before:t,wish:n},{isUndo:r=!1,changed:i=!0}){let a={machine:e,slot:St(t.operationType),wish:Kt(n)};return G(W(i?r?`%(machine)s, %(slot)s: undone. %(wish)s.`:`%(machine)s, %(slot)s: %(wish)s.`:`%(machine)s, %(slot)s: %(wish)s. It was so already.`),a)}function Jt({source:e,operation:t,note:n}){return e===`MANUAL`&&t?{kind:`assign`,operationId:t.id,name:xt(t),note:n??``}:e===`IDLE`?{kind:`idle`,note:n??``}:{kind:`clear`}}async function Yt(e,t){try{let{result:n}=await Xt(e,t);return Ut(n,Wt)}catch(e){if(e instanceof Mt)return{kind:`refused`,failure:e.failure};throw e}}function Xt(e,{machinePk:t,before:n,wish:r}){let i=n.version,a={machinePk:t,operationType:n.operationType,expectedVersion:i};switch(r.kind){case`assign`:return e.ask(Ft,{input:{...a,operationId:r.operationId,note:r.note||null}},{changes:!0});case`idle`:return e.ask(It,{input:{...a,note:r.note||null}},{changes:!0});case`clear`:return e.ask(Lt,{input:a},{changes:!0});case`restore`:return e.ask(Rt,{input:{eventId:r.eventId,expectedVersion:i}},{changes:!0})}}var Zt=3e3,Qt=class{api;shown;pending=B(new Map);notice=B(null);conflict=B(null);constructor(e,t){this.api=e,this.shown=t,U(()=>this.dropArrived())}async make(e,{isUndo:t=!1}={}){let{id:n}=e.before;if(!this.pending.peek().has(n)){this.notice.value=null,this.conflict.value=null,this.expect(n,{wish:e.wish,savedVersion:null});try{this.settle(e,await Yt(this.api,e),t)}catch(e){throw this.drop(n),e}}}keepTheirs(){this.conflict.value=null}insist(){let e=this.conflict.peek();e&&this.make({...e.change,before:e.theirs.slot})}dismissNotice(){this.notice.value=null}saved({id:e,version:t},n){this.expect(e,{wish:n,savedVersion:t}),setTimeout(()=>{this.pending.peek().get(e)?.savedVersion===t&&(this.dropAnswered(),this.shown.reload())},Zt)}settle(e,t,n){let{id:r}=e.before;if(t.kind===`saved`)this.saved(t.slot,e.wish),this.tellDone({kind:`done`,message:qt(e,{isUndo:n,changed:t.changed}),warnings:t.warnings.map(Gt),undo:n||!t.changed?null:()=>void this.make($t(e,t.slot),{isUndo:!0})});else if(this.drop(r),t.kind===`conflict`)this.conflict.value={change:e,theirs:t.conflict};else{let r={machine:e.machineName,slot:St(e.before.operationType)},i=G(W(`%(machine)s, %(slot)s: not saved. The slot is as it was.`),r),a=()=>void this.make(e,{isUndo:n});this.notice.value={kind:`refused`,message:i,failure:t.failure,retry:a}}}tellDone(e){this.notice.peek()?.kind!==`refused`&&(this.notice.value=e)}dropArrived(){for(let[e,{savedVersion:t}]of this.pending.value){if(t===null)continue;let n=this.shown.slot(e);n&&n.version>=t&&this.drop(e)}}dropAnswered(){this.pending.value=new Map([...this.pending.peek()].filter(([,{savedVersion:e}])=>e===null))}expect(e,t){this.pending.value=new Map(this.pending.peek()).set(e,t)}drop(e){let t=new Map(this.pending.peek());t.delete(e),this.pending.value=t}};function $t({before:e,...t},n){return{...t,before:{...e,version:n.version},wish:Jt(e)}}var en=1e3,tn=15e3,nn=class{firstMs;longestMs;random;attempts=0;constructor(e,t,n=Math.random){this.firstMs=e,this.longestMs=t,this.random=n}next(){let e=Math.min(this.firstMs*2**this.attempts,this.longestMs);return this.attempts+=1,e*(1+(this.random()*2-1)/3)}startAnew(){this.attempts=0}};function rn(){return new nn(en,tn)}function an(e,t){return t.aborted?Promise.resolve():new Promise(n=>{let r=()=>{clearTimeout(i),removeEventListener(`online`,r),t.removeEventListener(`abort`,r),n()},i=setTimeout(r,e);addEventListener(`online`,r),t.addEventListener(`abort`,r)})}var on=4403,sn=1012,cn=1013;function ln(e,t){let n=new URL(e,t);return n.protocol=n.protocol.replace(`http`,`ws`),n.href}function un(e){return typeof e==`object`&&!!e&&`code`in e&&`reason`in e}var dn=5e3,fn=class{following;backoff;connection=B({state:`connecting`});cursor=B(null);round=new AbortController;isStopped=!1;welcomedAt=null;lostAt=null;constructor(e,t){this.following=e,this.backoff=t}async run(){for(;!this.isStopped;){this.round=new AbortController;try{await this.goOn(this.round.signal)}catch(e){if(this.round.signal.aborted)continue;await this.recover(e)}}}opened(){this.cursor.value!==null&&(this.welcomedAt=Date.now(),this.connection.value={state:`live`})}reload(){this.cursor.value=null,this.backoff.startAnew(),this.round.abort()}stop(){this.isStopped=!0,this.round.abort()}async goOn(e){if(this.cursor.value===null){let t=await this.following.load(e);e.throwIfAborted(),this.following.take(t),this.cursor.value=t.latestEventId}await this.following.follow(this.cursor.value,e=>this.heard(e),e),this.leaveLive(),this.cursor.value=null,e.aborted||await an(this.backoff.next(),e)}heard(e){this.cursor.value=e,this.backoff.startAnew()}leaveLive(){if(this.welcomedAt===null)return;let e=Date.now();(this.lostAt===null||e-this.welcomedAt>=dn)&&(this.lostAt=e),this.welcomedAt=null}async recover(e){this.leaveLive();let t=this.failureOf(e);this.connection.value.state===`live`&&this.tell(t);let n=mn(e)?await this.following.whyRefused():null;this.tell(n??t),await an(this.backoff.next(),this.round.signal)}tell(e){e.remedy===`log-in`?(this.connection.value={state:`logged-out`,since:this.lostAt},this.stop()):this.connection.value={state:`lost`,since:this.lostAt,failure:e}}failureOf(e){return e instanceof Mt?e.failure:Array.isArray(e)?{message:Pt(e),remedy:`none`}:un(e)?e.code===4401?{message:e.reason,remedy:`log-in`}:(e.code===4403&&(this.cursor.value=null),{message:pn(e),remedy:`none`}):this.failureOfThisPage(e)}failureOfThisPage(e){return reportError(e),this.cursor.value=null,{message:W(`This page met a fault of its own and reads its data anew.`),remedy:`none`}}};function pn({code:e,reason:t}){switch(e){case sn:return W(`The server restarts.`);case cn:return W(`This screen fell behind what happens in the plant.`);case on:return W(`What your login may do has changed.`);default:return t||W(`The connection was lost.`)}}function mn(e){return un(e)&&e.reason===``&&e.code!==4401}function q(e){return e===null?`null`:Array.isArray(e)?`array`:typeof e}function J(e){return q(e)===`object`}function hn(e){return Array.isArray(e)&&e.length>0&&e.every(e=>`message`in e)}function gn(e,t){return e.length<124?e:t}var Y=(e=>(e[e.InternalServerError=4500]=`InternalServerError`,e[e.InternalClientError=4005]=`InternalClientError`,e[e.BadRequest=4400]=`BadRequest`,e[e.BadResponse=4004]=`BadResponse`,e[e.Unauthorized=4401]=`Unauthorized`,e[e.Forbidden=4403]=`Forbidden`,e[e.SubprotocolNotAcceptable=4406]=`SubprotocolNotAcceptable`,e[e.ConnectionInitialisationTimeout=4408]=`ConnectionInitialisationTimeout`,e[e.ConnectionAcknowledgementTimeout=4504]=`ConnectionAcknowledgementTimeout`,e[e.SubscriberAlreadyExists=4409]=`SubscriberAlreadyExists`,e[e.TooManyInitialisationRequests=4429]=`TooManyInitialisationRequests`,e))(Y||{}),X=(e=>(e.ConnectionInit=`connection_init`,e.ConnectionAck=`connection_ack`,e.Ping=`ping`,e.Pong=`pong`,e.Subscribe=`subscribe`,e.Next=`next`,e.Error=`error`,e.Complete=`complete`,e))(X||{});function _n(e){if(!J(e))throw Error(`Message is expected to be an object, but got ${q(e)}`);if(!e.type)throw Error(`Message is missing the 'type' property`);if(typeof e.type!=`string`)throw Error(`Message is expects the 'type' property to be a string, but got ${q(e.type)}`);switch(e.type){case`connection_init`:case`connection_ack`:case`ping`:case`pong`:if(e.payload!=null&&!J(e.payload))throw Error(`"${e.type}" message expects the 'payload' property to be an object or nullish or missing, but got "${e.payload}"`);break;case`subscribe`:if(typeof e.id!=`string`)throw Error(`"${e.type}" message expects the 'id' property to be a string, but got ${q(e.id)}`);if(!e.id)throw Error(`"${e.type}" message requires a non-empty 'id' property`);if(!J(e.payload))throw Error(`"${e.type}" message expects the 'payload' property to be an object, but got ${q(e.payload)}`);if(typeof e.payload.query!=`string`)throw Error(`"${e.type}" message payload expects the 'query' property to be a string, but got ${q(e.payload.query)}`);if(e.payload.variables!=null&&!J(e.payload.variables))throw Error(`"${e.type}" message payload expects the 'variables' property to be a an object or nullish or missing, but got ${q(e.payload.variables)}`);if(e.payload.operationName!=null&&q(e.payload.operationName)!==`string`)throw Error(`"${e.type}" message payload expects the 'operationName' property to be a string or nullish or missing, but got ${q(e.payload.operationName)}`);if(e.payload.extensions!=null&&!J(e.payload.extensions))throw Error(`"${e.type}" message payload expects the 'extensions' property to be a an object or nullish or missing, but got ${q(e.payload.extensions)}`);break;case`next`:if(typeof e.id!=`string`)throw Error(`"${e.type}" message expects the 'id' property to be a string, but got ${q(e.id)}`);if(!e.id)throw Error(`"${e.type}" message requires a non-empty 'id' property`);if(!J(e.payload))throw Error(`"${e.type}" message expects the 'payload' property to be an object, but got ${q(e.payload)}`);break;case`error`:if(typeof e.id!=`string`)throw Error(`"${e.type}" message expects the 'id' property to be a string, but got ${q(e.id)}`);if(!e.id)throw Error(`"${e.type}" message requires a non-empty 'id' property`);if(!hn(e.payload))throw Error(`"${e.type}" message expects the 'payload' property to be an array of GraphQL errors, but got ${JSON.stringify(e.payload)}`);break;case`complete`:if(typeof e.id!=`string`)throw Error(`"${e.type}" message expects the 'id' property to be a string, but got ${q(e.id)}`);if(!e.id)throw Error(`"${e.type}" message requires a non-empty 'id' property`);break;default:throw Error(`Invalid message 'type' property "${e.type}"`)}return e}function vn(e,t){return _n(typeof e==`string`?JSON.parse(e,t):e)}function yn(e,t){return _n(e),JSON.stringify(e,t)}function bn(e){let{url:t,connectionParams:n,lazy:r=!0,onNonLazyError:i=console.error,lazyCloseTimeout:a=0,keepAlive:o=0,disablePong:s,connectionAckWaitTimeout:c=0,retryAttempts:l=5,retryWait:u=async function(e){let t=2**e;await new Promise(e=>setTimeout(e,t*1e3+Math.floor(Math.random()*2700+300)))},shouldRetry:d=Sn,on:f,webSocketImpl:p,generateID:m=function(){return`xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx`.replace(/[xy]/g,e=>{let t=Math.random()*16|0;return(e==`x`?t:t&3|8).toString(16)})},jsonMessageReplacer:h,jsonMessageReviver:g}=e,_;if(p){if(!wn(p))throw Error(`Invalid WebSocket implementation provided`);_=p}else typeof WebSocket<`u`?_=WebSocket:typeof global<`u`?_=global.WebSocket||global.MozWebSocket:typeof window<`u`&&(_=window.WebSocket||window.MozWebSocket);if(!_)throw Error("WebSocket implementation missing; on Node you can `import WebSocket from 'ws';` and pass `webSocketImpl: WebSocket` to `createClient`");let v=_,y=(()=>{let e=(()=>{let e={};return{on(t,n){return e[t]=n,()=>{delete e[t]}},emit(t){`id`in t&&e[t.id]?.(t)}}})(),t={connecting:f?.connecting?[f.connecting]:[],opened:f?.opened?[f.opened]:[],connected:f?.connected?[f.connected]:[],ping:f?.ping?[f.ping]:[],pong:f?.pong?[f.pong]:[],message:f?.message?[e.emit,f.message]:[e.emit],closed:f?.closed?[f.closed]:[],error:f?.error?[f.error]:[]};return{onMessage:e.on,on(e,n){let r=t[e];return r.push(n),()=>{let e=r.indexOf(n);e>-1&&r.splice(e,1)}},emit(e,...n){for(let r of[...t[e]])r(...n)}}})();function b(e){let t=[y.on(`error`,n=>{t.forEach(e=>e()),e(n)}),y.on(`closed`,n=>{t.forEach(e=>e()),e(n)})];return()=>t.forEach(e=>e())}let x,S=0,C,w=!1,T=0,E=!1;async function D(){clearTimeout(C);let[e,r]=await(x??=new Promise((e,r)=>(async()=>{if(w){if(await u(T),!S)return x=void 0,r({code:1e3,reason:`All Subscriptions Gone`});T++}y.emit(`connecting`,w);let i=new v(typeof t==`function`?await t():t,`graphql-transport-ws`),a,l;function d(){isFinite(o)&&o>0&&(clearTimeout(l),l=setTimeout(()=>{i.readyState===v.OPEN&&(i.send(yn({type:X.Ping})),y.emit(`ping`,!1,void 0))},o))}b(e=>{x=void 0,clearTimeout(a),clearTimeout(l),r(e),e instanceof xn&&(i.close(4499,`Terminated`),i.onerror=null,i.onclose=null)}),i.onerror=e=>y.emit(`error`,e),i.onclose=e=>y.emit(`closed`,e),i.onopen=async()=>{try{y.emit(`opened`,i);let e=typeof n==`function`?await n():n;if(i.readyState!==v.OPEN)return;i.send(yn(e?{type:X.ConnectionInit,payload:e}:{type:X.ConnectionInit},h)),isFinite(c)&&c>0&&(a=setTimeout(()=>{i.close(Y.ConnectionAcknowledgementTimeout,`Connection acknowledgement timeout`)},c)),d()}catch(e){y.emit(`error`,e),i.close(Y.InternalClientError,gn(e instanceof Error?e.message:String(e),`Internal client error`))}};let f=!1;i.onmessage=({data:t})=>{try{let n=vn(t,g);if(y.emit(`message`,n),n.type===`ping`||n.type===`pong`){y.emit(n.type,!0,n.payload),n.type===`pong`?d():s||(i.send(yn(n.payload?{type:X.Pong,payload:n.payload}:{type:X.Pong},h)),y.emit(`pong`,!1,n.payload));return}if(f)return;if(n.type!==X.ConnectionAck)throw Error(`First message cannot be of type ${n.type}`);clearTimeout(a),f=!0,y.emit(`connected`,i,n.payload,w),w=!1,T=0;let r=new Promise((e,t)=>b(t));r.catch(()=>{}),e([i,r])}catch(e){i.onmessage=null,y.emit(`error`,e),i.close(Y.BadResponse,gn(e instanceof Error?e.message:String(e),`Bad response`))}}})()));e.readyState===v.CLOSING&&await r;let i=()=>{},l=new Promise(e=>i=e);return[e,i,new Promise((t,n)=>{let i=b(n);e.readyState!==v.OPEN&&r.catch(n),l.then(()=>{if(i(),!S){let t=()=>e.close(1e3,`Normal Closure`);isFinite(a)&&a>0?(clearTimeout(C),C=setTimeout(()=>{!S&&e.readyState===v.OPEN&&t()},a)):t()}t()})})]}function ee(e){if(Sn(e)&&(Cn(e.code)||[Y.InternalServerError,Y.InternalClientError,Y.BadRequest,Y.BadResponse,Y.Unauthorized,Y.SubprotocolNotAcceptable,Y.SubscriberAlreadyExists,Y.TooManyInitialisationRequests].includes(e.code)))throw e;if(E)return!1;if(Sn(e)&&e.code===1e3)return S>0;if(!l||T>=l||!d(e))throw e;return w=!0}r||(async()=>{for(S++;;)try{let[,,e]=await D();await e}catch(e){try{if(!ee(e))return}catch(e){return i?.(e)}}})();function O(e,t){let n=m(e),r=!1,i=!1,a=()=>{S--,r=!0};return(async()=>{for(S++;;)try{let[o,s,c]=await D();if(r)return c.catch(()=>{}),s();let l=y.onMessage(n,e=>{switch(e.type){case X.Next:t.next(e.payload);return;case X.Error:i=!0,r=!0,t.error(e.payload),a();return;case X.Complete:r=!0,a();return}});o.send(yn({id:n,type:X.Subscribe,payload:e},h)),a=()=>{!r&&o.readyState===v.OPEN&&o.send(yn({id:n,type:X.Complete},h)),S--,r=!0,s()},await c.finally(l);return}catch(e){if(!ee(e))return}})().then(()=>{i||t.complete()}).catch(e=>{t.error(e)}),()=>{r||a()}}return{on:y.on,subscribe:O,iterate(e){let t=[],n={done:!1,error:null,resolve:()=>{}},r=O(e,{next(e){t.push(e),n.resolve()},error(e){n.done=!0,n.error=e,n.resolve()},complete(){n.done=!0,n.resolve()}}),i=async function*(){for(;;){for(t.length||await new Promise(e=>n.resolve=e);t.length;)yield t.shift();if(n.error)throw n.error;if(n.done)return}}();return i.throw=async e=>(n.done||(n.done=!0,n.error=e,n.resolve()),{done:!0,value:void 0}),i.return=async()=>(r(),{done:!0,value:void 0}),i},async dispose(){if(E=!0,x){let[e]=await x;e.close(1e3,`Normal Closure`)}},terminate(){x&&y.emit(`closed`,new xn)}}}var xn=class extends Error{name=`TerminatedCloseEvent`;message=`4499: Terminated`;code=4499;reason=`Terminated`;wasClean=!1};function Sn(e){return J(e)&&`code`in e&&`reason`in e}function Cn(e){return![1e3,1001,1006,1005,1012,1013,1014].includes(e)&&e>=1e3&&e<=1999}function wn(e){return typeof e==`function`&&`constructor`in e&&`CLOSED`in e&&`CLOSING`in e&&`CONNECTING`in e&&`OPEN`in e}var Tn={pingEvery:1e4,answerWithin:5e3},En=4499,Dn=1006;function On(e,t,n=Tn){let{client:r,expectClose:i}=kn(e,t,n),a=0;return{follow(e,t,n,o){return a+=1,new Promise((i,a)=>{let s=r.subscribe({query:e.toString(),variables:t},{next({data:e,errors:t}){if(e&&!t)return n(e);a(t??[]),s()},error:e=>a(An(e)),complete:i}),c=()=>{s(),i()};o.addEventListener(`abort`,c,{once:!0}),o.aborted&&c()}).finally(()=>{--a,a===0&&i()})}}}function kn(e,t,{pingEvery:n,answerWithin:r}){let i,a=!1,o=()=>clearTimeout(i);function s(e){o(),i=setTimeout(()=>c.terminate(),e)}let c=bn({url:e,retryAttempts:0,keepAlive:n,on:{connecting(){a=!1,s(n+r)},connected(){a=!0,o(),t()},ping(e){!e&&a&&s(r)},pong(e){e&&a&&o()},closed:o}});return{client:c,expectClose:()=>s(r)}}function An(e){return jn(e)?{code:Dn,reason:``}:un(e)&&e.code===En?{code:En,reason:W(`The connection was lost.`)}:e}function jn(e){return typeof e==`object`&&!!e&&`type`in e&&e.type===`error`}var Mn=15e3;function Nn(e,t){let n=le(e,`screen`),r={endpoint:n.endpoint,csrfToken:n.csrfToken,patience:Mn};return{page:n,api:new Nt(r),stream:On(ln(n.endpoint,location.href),t),whyRefused:()=>Tt(r)}}var Pn=[`current`,`next`],Fn=class{machines=B([]);viewer=B(null);script=B(null);take(e){this.viewer.value=e.viewer,this.script.value=e.plant;let t=new Map(this.machines.peek().map(e=>[e.peek().pk,e]));this.machines.value=e.machines.map(e=>{let n=t.get(e.pk)??B(e);return n.value=e,n})}hear({kind:e,machinePk:t,machine:n}){n?(this.put(n),this.putOperationsOf(n)):e===`MACHINE_DELETED`&&(this.machines.value=this.machines.value.filter(e=>e.peek().pk!==t))}isOutdatedBy({machine:e,operationId:t}){return e||t===null?!1:this.machines.value.flatMap(({value:{current:e,next:t}})=>[e,t]).some(e=>e.operation?.id===t||e.monitorOperation?.id===t)}machine(e){return this.machines.value.find(t=>t.peek().pk===e)??null}slot(e){for(let{value:t}of this.machines.value)for(let n of Pn)if(t[n].id===e)return t[n];return null}put(e){let t=this.machine(e.pk);t?t.value=e:this.insert(e)}insert(e){let t=this.machines.value,n=t.findIndex(t=>t.peek().name.localeCompare(e.name)>0),r=n===-1?t.length:n;this.machines.value=[...t.slice(0,r),B(e),...t.slice(r)]}putOperationsOf({pk:e,current:t,next:n}){let r=new Map([t.operation,n.operation].flatMap(e=>e?[[e.id,e]]:[]));for(let t of this.machines.peek())t.peek().pk!==e&&(t.value=In(t.peek(),r))}};function In(e,t){let n=Pn.filter(n=>t.has(e[n].operation?.id??``));if(n.length===0)return e;let r=n.map(n=>{let r=e[n];return[n,{...r,operation:t.get(r.operation?.id??``)??r.operation}]});return{...e,...Object.fromEntries(r)}}var Ln=6e4,Rn=10;function zn(e,t,n){let r=0,i=null,a=setInterval(async()=>{if(t.connection.value.state!==`live`)return;r+=1;let a=i!==null&&t.cursor.value===i;if(i=null,a||r%Rn===0)t.reload();else try{let{latestEventId:r,plant:a}=await e.ask(Ht,{});t.cursor.value!==r&&(i=t.cursor.value),n(a)}catch(e){if(!(e instanceof Mt))throw e}},Ln);return()=>clearInterval(a)}function Bn(e){let t=new Fn,n=Nn(e,()=>o.opened()),{api:r,stream:i,whyRefused:a}=n,o=new fn({load:e=>r.ask(Vt,{},{abort:e}),take:e=>t.take(e),follow:(e,n,r)=>i.follow(Bt,{after:e},({planningEvents:e})=>{e.__typename===`PlanningEvent`&&(t.hear(e),n(e.id),t.isOutdatedBy(e)&&o.reload())},r),whyRefused:a},rn());return o.run(),zn(r,o,e=>{t.script.value=e}),{...n,plant:t,feed:o}}async function Vn(e,t,n){let r=t.filter(({before:t})=>!e.pending.peek().has(t.id));e.notice.value=null,Re(()=>{for(let{before:t,wish:n}of r)e.expect(t.id,{wish:n,savedVersion:null})});let i=[];for(let t=0;t<r.length;t+=n.atOnce){let a=r.slice(t,t+n.atOnce),o=await n.send(a);Re(()=>{for(let[t,n]of a.entries())Hn(e,n,o[t])}),i.push(...o)}Un(e,r,i,n)}function Hn(e,{before:t,wish:n},r){r?.kind===`saved`?e.saved(r.slot,n):e.drop(t.id)}function Un(e,t,n,r){let i=[],a=[];t.forEach((e,t)=>{let r=n[t];r?.kind===`saved`?r.changed&&i.push({change:e,slot:r.slot}):a.push(Wn(e,r))});let[o]=n;if(o?.kind===`refused`&&n.every(({kind:e})=>e===`refused`)){let n=W(`Nothing was saved. The slots are as they were.`);e.notice.value={kind:`refused`,message:n,failure:o.failure,retry:()=>void Vn(e,t,r)};return}let{undo:s}=r;e.notice.value={kind:`done`,message:r.done(i.length),warnings:a,undo:s&&i.length>0?()=>void s(i):null}}function Wn({machineName:e,before:t},n){let r={machine:e,slot:St(t.operationType)};return n?.kind===`refused`?G(W(`%(machine)s, %(slot)s: not saved. %(why)s`),{...r,why:n.failure.message}):G(W(`%(machine)s, %(slot)s: left as it is, somebody changed it meanwhile.`),r)}var Gn=200;async function Kn(e,t,n){await Vn(t,n,{atOnce:Gn,send:t=>Jn(e,t),done:e=>G(bt(`%(count)s slot is back to Monitor's plan.`,`%(count)s slots are back to Monitor's plan.`,e),{count:e}),undo:n=>qn(e,t,n)})}async function qn(e,t,n){await Vn(t,n.map(({change:e,slot:t})=>$t(e,t)),{atOnce:1,send:t=>Promise.all(t.map(t=>Yt(e,t))),done:e=>G(bt(`%(count)s slot is as it was.`,`%(count)s slots are as they were.`,e),{count:e}),undo:null})}async function Jn(e,t){let n=t.map(({machinePk:e,before:{operationType:t,version:n}})=>({machinePk:e,operationType:t,expectedVersion:n}));try{let{result:r}=await e.ask(zt,{input:{slots:n}},{changes:!0});return`outcomes`in r?r.outcomes.map(e=>Ut(e,Wt)):t.map(()=>Ut(r,Wt))}catch(e){if(!(e instanceof Mt))throw e;return t.map(()=>({kind:`refused`,failure:e.failure}))}}function Yn(e,t){return t.find(t=>t===e||t.startsWith(`${e}-`))??e}var Z=Yn(document.documentElement.lang||`en`,navigator.languages),Xn=new Intl.NumberFormat(Z),Zn=new Intl.NumberFormat(Z,{style:`percent`,maximumFractionDigits:0}),Qn=new Intl.DateTimeFormat(Z,{hour:`numeric`,minute:`2-digit`});new Intl.DateTimeFormat(Z,{hour:`numeric`,minute:`2-digit`,second:`2-digit`});var $n=new Intl.DateTimeFormat(Z,{weekday:`short`,day:`numeric`,month:`short`,hour:`numeric`,minute:`2-digit`}),er=new Intl.DateTimeFormat(Z,{dateStyle:`medium`,timeStyle:`medium`});new Intl.DateTimeFormat(Z,{timeStyle:`medium`}),new Intl.DateTimeFormat(Z,{day:`numeric`,month:`short`}),new Intl.DateTimeFormat(Z,{weekday:`short`,day:`numeric`,month:`short`,timeZone:`UTC`}),new Intl.ListFormat(Z,{type:`conjunction`});var tr=new Intl.RelativeTimeFormat(Z,{numeric:`always`,style:`short`}),nr=1e-9,rr=6e4,ir=60*rr,ar=24*ir;function or(e){return Xn.format(e)}function sr(e){return Zn.format(Math.floor(e*100+nr)/100)}function cr(e,t){let n=new Date(e);return(n.toDateString()===new Date(t).toDateString()?Qn:$n).format(n)}function lr(e){return er.format(new Date(e))}function ur(e,t){let n=t-Date.parse(e);return n<rr?W(`just now`):n<ir?tr.format(-Math.floor(n/rr),`minute`):n<ar?tr.format(-Math.floor(n/ir),`hour`):tr.format(-Math.floor(n/ar),`day`)}function dr(e,t){return t===null?or(e):G(W(`%(made)s of %(planned)s`),{made:or(e),planned:or(t)})}var fr=1e4,pr=B(Date.now());setInterval(()=>{pr.value=Date.now()},fr);var mr=pr,hr=Symbol.for(`pv`),gr=0;Array.isArray;function Q(t,n,r,i,a,o){n||={};var s,c,l=n;if(`ref`in l&&typeof t!=`function`)for(c in l={},n)c==`ref`?s=n[c]:l[c]=n[c];var u={type:t,props:l,key:r,ref:s,__k:null,__:null,__b:0,__e:null,__c:null,constructor:hr,__v:--gr,__i:-1,__u:0};return(a||o)&&(u.__source=a,u.__self=o),e.vnode&&e.vnode(u),u}var _r={MONITOR:`M2 3h12v8H9v2h2v1H5v-1h2v-2H2zM3.5 4.5v5h9v-5z`,MANUAL:`M8 8a3 3 0 1 0 0-6 3 3 0 0 0 0 6zm-6 6c0-3 3-4.5 6-4.5s6 1.5 6 4.5z`,IDLE:`M4 3h3v10H4zm5 0h3v10H9z`,EMPTY:`M3 7h10v2H3z`,setup:`M14 4.5a3.5 3.5 0 0 1-4.6 3.3L4.6 12.6a1.3 1.3 0 0 1-1.9-1.9l4.8-4.8A3.5 3.5 0 0 1 11.5 1.3L9.6 3.2l.5 2 2 .5 1.9-1.9z`,running:`M4 2.5v11l9-5.5z`,warning:`M8 1.5 15 14H1zM7.2 6v4h1.6V6zm0 5v1.6h1.6V11z`,live:`M8 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8z`,lost:`M3.2 2 14 12.8 12.8 14 2 3.2zM8 4a4 4 0 0 1 4 4l-4-4zM4 8l4 4a4 4 0 0 1-4-4z`};function $({name:e}){return Q(`svg`,{class:`icon`,viewBox:`0 0 16 16`,"aria-hidden":`true`,focusable:`false`,children:Q(`path`,{"fill-rule":`evenodd`,d:_r[e]})})}function vr({slot:e,pending:t}){if(t)return Q(`div`,{class:`slot slot-pending`,"aria-busy":`true`,children:[Q(`p`,{class:`slot-operation`,children:Kt(t.wish)}),Q(`p`,{class:`slot-source`,children:W(`Saving…`)})]});let{operation:n}=e;return Q(`div`,{class:`slot slot-${e.source.toLowerCase()}`,children:[Q(yr,{slot:e}),Q(xr,{slot:e}),n&&Q(wr,{operation:n})]})}function yr({slot:{operation:e,operationType:t,source:n}}){return e?Q(`p`,{class:`slot-operation`,children:[Q(`span`,{class:`operation-name`,children:xt(e)}),e.reportNumber&&Q(`span`,{class:`report-number`,children:e.reportNumber}),t===`CURRENT`&&Q(br,{operation:e})]}):Q(`p`,{class:`slot-operation`,children:W(n===`IDLE`?`Idle`:`Nothing planned`)})}function br({operation:{isSetup:e}}){return Q(`span`,{class:e?`activity activity-setup`:`activity activity-running`,children:[Q($,{name:e?`setup`:`running`}),W(e?`Setup`:`Running`)]})}function xr({slot:e}){let{assignedAt:t,note:n,source:r}=e;return Q(`p`,{class:`slot-source`,title:t?lr(t):void 0,children:[Q($,{name:r}),Sr(e),t&&Q(`span`,{class:`age`,children:[` · `,ur(t,mr.value)]}),n&&Q(`span`,{class:`note`,children:[` · “`,n,`”`]})]})}function Sr(e){let{source:t,monitorOperation:n,diverges:r}=e;if(t===`MONITOR`)return W(`Monitor's plan`);if(t===`EMPTY`)return W(`Neither Monitor nor a planner`);let i=Cr(e);return!r||!n?i:G(W(`%(who)s, instead of %(operation)s`),{who:i,operation:xt(n)})}function Cr({assignedBy:e}){return e?G(W(`Planner %(name)s`),{name:e}):W(`A planner`)}function wr({operation:e}){let{currentlyMadeQuantity:t,estimatedFinish:n,isOverPlan:r,progress:i,quantity:a}=e,o=dr(t,a);return Q(`div`,{class:`operation-progress`,children:[i!==null&&Q(`progress`,{max:1,value:i,"aria-label":W(`Made`)}),Q(`span`,{class:`made`,children:[o,i!==null&&Q(`span`,{class:`share`,children:[` · `,sr(i)]})]}),r&&Q(`span`,{class:`over-plan`,children:[Q($,{name:`warning`}),W(`More than planned`)]}),n&&Q(`span`,{class:`finish`,children:G(W(`Done about %(time)s`),{time:cr(n,mr.value)})})]})}function Tr({desk:e}){let t=e.conflict.value;return t&&Q(Er,{desk:e,conflict:t},t.change.before.id)}function Er({desk:e,conflict:{change:t,theirs:n}}){let r=De(null);Ee(()=>{let e=r.current;return e?.showModal(),()=>e?.close()},[]);let i={machine:t.machineName,slot:St(t.before.operationType)};return Q(`dialog`,{ref:r,class:`conflict`,"aria-labelledby":`conflict-title`,onClose:()=>e.keepTheirs(),children:[Q(`h2`,{id:`conflict-title`,children:G(W(`%(machine)s, %(slot)s was changed meanwhile`),i)}),Q(`p`,{children:Dr(n,mr.value)}),Q(vr,{slot:n.slot}),Q(`p`,{children:G(W(`You wanted: %(wish)s. It was not saved.`),{wish:Kt(t.wish)})}),Q(`div`,{class:`actions`,children:[Q(`button`,{type:`button`,autofocus:!0,onClick:()=>e.keepTheirs(),children:W(`Keep what is there now`)}),Q(`button`,{type:`button`,class:`quiet`,onClick:()=>e.insist(),children:W(`Set mine all the same`)})]})]})}function Dr({changedBy:e,changedAt:t},n){let r=e??W(`Somebody`);return t?G(W(`%(who)s changed it %(age)s. Now it is:`),{who:r,age:ur(t,n)}):G(W(`%(who)s changed it. Now it is:`),{who:r})}function Or({desk:e,loginUrl:t}){let n=e.notice.value,r=De(null),i=e=>()=>{r.current?.focus(),e()};return Q(`section`,{ref:r,class:`notice-bar`,tabIndex:-1,"aria-label":W(`Last change`),children:[Q(`div`,{role:`status`,children:n?.kind===`done`&&Q(kr,{notice:n,leave:i,dismiss:()=>e.dismissNotice()})}),Q(`div`,{role:`alert`,children:n?.kind===`refused`&&Q(Ar,{notice:n,loginUrl:t,leave:i,dismiss:()=>e.dismissNotice()})})]})}function kr({notice:e,leave:t,dismiss:n}){return Q(`div`,{class:`notice notice-done`,children:[Q(`p`,{children:e.message}),e.warnings.map(e=>Q(`p`,{class:`notice-warning`,children:[Q($,{name:`warning`}),e]},e)),e.undo&&Q(`button`,{type:`button`,onClick:t(e.undo),children:W(`Undo`)}),Q(jr,{dismiss:t(n)})]})}function Ar({notice:{message:e,failure:t,retry:n},loginUrl:r,leave:i,dismiss:a}){return Q(`div`,{class:`notice notice-refused`,children:[Q(`p`,{children:[Q($,{name:`warning`}),Q(`strong`,{children:e}),` `,t.message]}),t.remedy===`log-in`&&Q(`a`,{href:r,children:W(`Log in again`)}),t.remedy===`reload`&&Q(`a`,{href:location.href,children:W(`Reload this page`)}),t.remedy===`none`&&Q(`button`,{type:`button`,onClick:i(n),children:W(`Try again`)}),Q(jr,{dismiss:i(a)})]})}function jr({dismiss:e}){return Q(`button`,{type:`button`,class:`quiet`,onClick:e,children:W(`Dismiss`)})}function Mr({connection:e,script:t,loginUrl:n}){let{state:r}=e.value;return Q(`div`,{class:`status-bar`,children:[Q(`p`,{class:`connection connection-${r}`,role:`status`,children:[Q($,{name:r===`live`?`live`:`lost`}),Fr(e.value,mr.value),r===`logged-out`&&Q(`a`,{href:n,children:W(`Log in again`)})]}),t.value&&Q(Nr,{script:t.value})]})}function Nr({script:e}){return Q(`p`,{class:e.scriptIsSilent?`script script-silent`:`script`,children:[e.scriptIsSilent&&Q($,{name:`warning`}),Pr(e,mr.value)]})}function Pr({scriptLastHeardAt:e,scriptIsSilent:t},n){if(e===null)return W(`The Monitor script was never heard of: no quantities come in.`);let r={age:ur(e,n)};return G(W(t?`The Monitor script was last heard of %(age)s: quantities may be old.`:`Monitor script: %(age)s`),r)}function Fr(e,t){switch(e.state){case`connecting`:return W(`Loading…`);case`live`:return W(`Live`);case`lost`:return`${Ir(e.since,t)} ${e.failure.message} ${W(`Trying again.`)}`;case`logged-out`:return`${Ir(e.since,t)} ${W(`You are not logged in any more.`)}`}}function Ir(e,t){if(e===null)return W(`Not live.`);let n=cr(new Date(e).toISOString(),t);return G(W(`Not live since %(time)s: what is shown may be old.`),{time:n})}var Lr=[`active`,`overridden`,`diverging`,`idle`,`empty`,`all`],Rr=[`name`,`progress`,`finish`,`heard`],zr={text:``,shown:`active`,order:`name`};function Br(e){let t=new URLSearchParams(e);return{text:t.get(`text`)??zr.text,shown:Lr.find(e=>e===t.get(`shown`))??zr.shown,order:Rr.find(e=>e===t.get(`order`))??zr.order}}function Vr(e){let t=Object.entries(e).filter(([e,t])=>t!==zr[e]),n=new URLSearchParams(t).toString();return n&&`?${n}`}function Hr(e,t,n){let r=n.text.toLocaleLowerCase().split(/\s+/).filter(Boolean);return e.map(e=>({one:e,machine:t(e)})).filter(({machine:e})=>Kr(e,n.shown)&&qr(e,r)).sort((e,t)=>Yr(e.machine,n.order)-Yr(t.machine,n.order)).map(({one:e})=>e)}function Ur({source:e}){return e===`MANUAL`||e===`IDLE`}function Wr({current:e,next:t}){return[e,t].filter(Ur)}function Gr({current:e,next:t}){return[e,t].flatMap(e=>e.monitorLastHeardAt??[]).sort((e,t)=>Date.parse(t)-Date.parse(e))[0]??null}function Kr(e,t){let n=[e.current,e.next];switch(t){case`all`:return!0;case`active`:return e.isActive;case`overridden`:return n.some(Ur);case`diverging`:return n.some(({diverges:e})=>e);case`idle`:return e.current.source===`IDLE`;case`empty`:return e.current.source===`EMPTY`}}function qr(e,t){if(t.length===0)return!0;let n=[e.name,...[e.current,e.next].flatMap(Jr)].join(`
`).toLocaleLowerCase();return t.every(e=>n.includes(e))}function Jr({operation:e}){return e?[xt(e),e.monitorOperationId,e.reportNumber??``]:[]}function Yr(e,t){let{operation:n}=e.current;switch(t){case`name`:return 0;case`progress`:return n?.progress==null?1:-n.progress;case`finish`:return Xr(2**53-1,n?.estimatedFinish);case`heard`:return Xr(0,Gr(e))}}function Xr(e,t){return t?Date.parse(t):e}function Zr({choice:e}){function t(t){e.value={...e.value,...t}}return Q(`search`,{class:`filters`,children:[Q(`label`,{children:[W(`Find a machine or an operation`),Q(`input`,{type:`search`,value:e.value.text,onInput:e=>t({text:e.currentTarget.value})})]}),Q(`label`,{children:[W(`Show`),Q(`select`,{value:e.value.shown,onChange:e=>t({shown:e.currentTarget.value}),children:Lr.map(e=>Q(`option`,{value:e,children:Qr(e)},e))})]}),Q(`label`,{children:[W(`Order`),Q(`select`,{value:e.value.order,onChange:e=>t({order:e.currentTarget.value}),children:Rr.map(e=>Q(`option`,{value:e,children:$r(e)},e))})]})]})}function Qr(e){switch(e){case`active`:return W(`Machines in use`);case`overridden`:return W(`With a planner's decision`);case`diverging`:return W(`Other than Monitor plans`);case`idle`:return W(`Marked idle`);case`empty`:return W(`With nothing planned`);case`all`:return W(`All machines`)}}function $r(e){switch(e){case`name`:return W(`By name`);case`progress`:return W(`Most of the parts made first`);case`finish`:return W(`Done soonest first`);case`heard`:return W(`Longest without news from Monitor first`)}}function ei({machine:{value:e},desk:t,planningUrl:n,selection:r}){return Q(`tr`,{class:Wr(e).length>0?`machine machine-overridden`:`machine`,children:[r&&Q(`td`,{class:`machine-choice`,children:Q(`input`,{type:`checkbox`,"aria-label":G(W(`Choose %(machine)s`),{machine:e.name}),checked:r.has(e.pk),onChange:()=>r.toggle(e.pk)})}),Q(`th`,{scope:`row`,children:[Q(`a`,{href:`${n}${e.pk}/`,children:e.name}),!e.isActive&&Q(`span`,{class:`not-in-use`,children:W(`Not in use`)})]}),[e.current,e.next].map(e=>Q(`td`,{"data-label":St(e.operationType),children:Q(vr,{slot:e,pending:t.pending.value.get(e.id)})},e.id)),Q(`td`,{class:`heard`,"data-label":W(`Monitor last heard of`),children:Q(ti,{machine:e})})]})}function ti({machine:e}){let t=Gr(e);return t?Q(`time`,{dateTime:t,title:lr(t),children:ur(t,mr.value)}):Q(`span`,{children:W(`never`)})}function ni({machines:e,selection:t,clear:n}){let r=e.filter(({pk:e})=>t.has(e)),i=r.flatMap(ri);async function a(){t.set([]),await n(i)}return Q(`div`,{class:`selection-bar`,children:[Q(`button`,{type:`button`,class:`quiet`,onClick:()=>t.set(e.map(({pk:e})=>e)),children:W(`Choose all listed`)}),Q(`span`,{role:`status`,children:r.length>0&&ii(r.length,i.length)}),r.length>0&&Q(x,{children:[Q(`button`,{type:`button`,class:`quiet`,onClick:()=>t.set([]),children:W(`Choose none`)}),Q(`button`,{type:`button`,disabled:i.length===0,onClick:a,children:W(`Back to Monitor's plan`)})]})]})}function ri(e){return Wr(e).map(t=>({machinePk:e.pk,machineName:e.name,before:t,wish:{kind:`clear`}}))}function ii(e,t){let n=bt(`%(slots)s decision of a planner`,`%(slots)s decisions of planners`,t);return`${G(bt(`%(machines)s machine with`,`%(machines)s machines with`,e),{machines:e})} ${G(n,{slots:t})}`}var ai=class{chosen=B(new Set);get machinePks(){return this.chosen}has(e){return this.chosen.value.has(e)}toggle(e){let t=new Set(this.chosen.value);t.delete(e)||t.add(e),this.chosen.value=t}set(e){this.chosen.value=new Set(e)}};function oi({followed:e,desk:t,planningUrl:n}){let{api:r,feed:i,page:a,plant:o}=e,s=dt(Br(location.search));yt(()=>history.replaceState(null,``,location.pathname+Vr(s.value)));let c=ft(()=>Hr(o.machines.value,e=>e.value,s.value)),l=Oe(()=>new ai,[]),u=o.viewer.value?.canChangeAssignments??!1,d=c.value;return Q(x,{children:[Q(`h1`,{children:W(`Planning`)}),Q(Mr,{connection:i.connection,script:o.script,loginUrl:a.loginUrl}),Q(Zr,{choice:s}),u&&Q(ni,{machines:d.map(e=>e.value),selection:l,clear:e=>Kn(r,t,e)}),Q(Or,{desk:t,loginUrl:a.loginUrl}),o.viewer.value&&Q(`p`,{class:`count`,role:`status`,children:si(d.length,o.machines.value.length)}),Q(`table`,{class:`machines`,children:[Q(`thead`,{children:Q(`tr`,{children:[u&&Q(`th`,{scope:`col`,children:Q(`span`,{class:`for-screen-readers`,children:W(`Chosen`)})}),Q(`th`,{scope:`col`,children:W(`Machine`)}),Q(`th`,{scope:`col`,children:W(`Current`)}),Q(`th`,{scope:`col`,children:W(`Next`)}),Q(`th`,{scope:`col`,children:W(`Monitor last heard of`)})]})}),Q(`tbody`,{children:d.map(e=>Q(ei,{machine:e,desk:t,planningUrl:n,selection:u?l:null},e.peek().pk))})]}),Q(Tr,{desk:t})]})}function si(e,t){return t===0?W(`There is no machine yet: an administrator adds them.`):e===0?W(`No machine fits.`):G(bt(`%(listed)s of %(all)s machine`,`%(listed)s of %(all)s machines`,t),{listed:e,all:t})}var ci=Bn(document),{api:li,feed:ui,page:di,plant:fi}=ci,pi=new Qt(li,{slot:e=>fi.slot(e),reload:()=>ui.reload()}),mi=ue(di.root.dataset.planningUrl,`data-planning-url of #screen`);di.root.replaceChildren(),P(Q(oi,{followed:ci,desk:pi,planningUrl:mi}),di.root);