// Says in Vietnamese what allauth's script only tells the console: that the browser did not use the key.
(function () {
  const words = {
    NotAllowedError: 'Chưa dùng được khóa: bạn đã hủy, hoặc hết thời gian chờ. Hãy bấm nút và thử lại.',
    InvalidStateError: 'Khóa này đã được thêm rồi; hãy dùng khóa khác.',
    SecurityError: 'Trình duyệt chỉ cho dùng khóa bảo mật qua HTTPS. Hãy mở trang bằng địa chỉ https://, hoặc dùng ứng dụng xác thực.'
  }
  document.addEventListener('allauth.error', function (event) {
    const place = document.getElementById('webauthn_told')
    if (!place) return
    event.preventDefault()
    const name = event.detail.exception && event.detail.exception.name
    place.textContent = words[name] || 'Trình duyệt này không dùng được khóa bảo mật. Hãy dùng ứng dụng xác thực.'
    place.hidden = false
  })
})()
